import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool";
import { type ImportProgress, type ImportResult, importEvents } from "@/lib/engine";
import { inline, schemas } from "@/lib/store";
import { UsageError } from "./command";
import { eventRate, type ProgressBar, progressBar } from "./progress-bar";

export const summary = "Import CloudEvents 1.0 lines, plain or gzip, from a file or stdin.";

export const usage = `
Usage: npx foldline import FILE|- [--dry-run] [--skip-bad] [--masked] [--json]

Reads CloudEvents 1.0, one JSON object a line, plain or gzip; "subject" is the stream. The whole file is checked
before anything is applied, also against the JSON Schemas that refuse what does not fit. Events that the store holds
already are left out: run it again to complete an import.

  --dry-run   check the file and count what would be added, but add nothing
  --skip-bad  leave out lines that are no events or are refused, and list them, instead of refusing the file
  --masked    take a file whose export replaced values by pseudonyms; refused otherwise
  --json      the result as JSON
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean" },
      "skip-bad": { type: "boolean" },
      masked: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("Name one file, or - for stdin.");
  const startedAt = Date.now();
  const source = await open(path);
  const report = reporter(source);
  const result = await importEvents(pool, source.bytes, {
    dryRun: values["dry-run"] ?? false,
    skipBad: values["skip-bad"] ?? false,
    masked: values.masked ?? false,
    inline,
    schemas,
    onProgress: report.update,
  }).finally(report.stop);
  const seconds = (Date.now() - startedAt) / 1000;
  process.stdout.write(values.json ? `${JSON.stringify(toJson(result, seconds))}\n` : inWords(result, seconds));
  return 0;
}

interface Source {
  readonly bytes: AsyncIterable<Buffer>;
  /** How much of the file has been read, 0 to 1; unknown for stdin. */
  fractionRead(): number;
}

async function open(path: string): Promise<Source> {
  if (path === "-") return { bytes: process.stdin, fractionRead: () => 0 };
  const { size } = await stat(path);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  return { bytes: file, fractionRead: () => file.bytesRead / Math.max(size, 1) };
}

function reporter(source: Source): { update(progress: ImportProgress): void; stop(): void } {
  const startedAt = Date.now();
  let applyingFrom: number | undefined;
  let bar: ProgressBar = progressBar("Reading");
  return {
    update({ phase, events, line, lines }) {
      const count = `${events.toLocaleString("en")} events`;
      if (phase === "reading") {
        bar.update(source.fractionRead(), 1, `${count}  ${eventRate(events, startedAt)}`);
        return;
      }
      if (applyingFrom === undefined) {
        bar.stop();
        bar = progressBar("Applying");
        applyingFrom = Date.now();
      }
      bar.update(line, lines, `${count}  ${eventRate((events * line) / lines, startedAt)} since the start`);
    },
    stop: () => bar.stop(),
  };
}

function toJson(result: ImportResult, seconds: number): object {
  // maxRSS is in kilobytes.
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  return { ...result, seconds, eventsPerSecond: Math.round(result.events / seconds), peakMemoryBytes };
}

function inWords(result: ImportResult, seconds: number): string {
  const n = (value: number) => value.toLocaleString("en");
  const rate = `${seconds.toFixed(1)} s, ${n(Math.round(result.events / seconds))} events/s`;
  const words = [
    `${result.dryRun ? "Would add" : "Added"} ${n(result.appended)} of ${n(result.events)} events in ${rate}.`,
    ...(result.known > 0 ? [`${n(result.known)} were there already, or twice in the file.`] : []),
    ...(result.skippedCount > 0 ? [`Left out ${n(result.skippedCount)} lines:`] : []),
    ...result.skipped.map(({ line, problem }) => `  line ${line}: ${problem}`),
    ...(result.skippedCount > result.skipped.length
      ? [`  and ${n(result.skippedCount - result.skipped.length)} more.`]
      : []),
  ];
  return `${words.join("\n")}\n`;
}
