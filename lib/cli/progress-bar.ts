import { Presets, SingleBar } from "cli-progress";

/** A bar on stderr; when stderr is no terminal, a line every five seconds. */
export interface ProgressBar {
  /** `done` of `total`; `note` stands after the bar. */
  update(done: number, total: number, note: string): void;
  stop(): void;
}

/** Starts a bar under this title. */
export function progressBar(title: string): ProgressBar {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: `${title.padEnd(9)} {bar} {percentage}%  {note}  {duration_formatted}`,
      barsize: 30,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 5000,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { note: "" });
  return {
    update(done, total, note) {
      bar.setTotal(Math.max(total, 1));
      bar.update(done, { note });
    },
    stop: () => bar.stop(),
  };
}

/** Events a second since `startedAt`, in words. */
export function eventRate(events: number, startedAt: number): string {
  const seconds = Math.max((Date.now() - startedAt) / 1000, 0.001);
  return `${Math.round(events / seconds).toLocaleString("en")} events/s`;
}
