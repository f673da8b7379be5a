import type { Snapshot } from "./snapshots";
import { snapshotStep } from "./thin-snapshots";

/** Picks, as a fold goes by, the states that are worth keeping. */
export interface SnapshotKeeper {
  note(version: number, state: unknown): void;
  /** What to save when the fold has ended at a version; with `whole` false only what replaces damaged ones. */
  picked(end: Snapshot, whole: boolean): readonly Snapshot[];
}

/** Keeps states at the multiples of the policy's distance, ever further apart the longer the fold is, and at its end. */
export function snapshotKeeper(every: number, damaged: readonly number[]): SnapshotKeeper {
  const broken = new Set(damaged);
  let step = every;
  let onTheWay: Snapshot[] = [];
  return {
    note(version, state) {
      if (version % every !== 0 && !broken.has(version)) return;
      const wider = snapshotStep(every, version);
      if (wider !== step) onTheWay = onTheWay.filter(({ version: at }) => at % wider === 0 || broken.has(at));
      step = wider;
      if (version % step === 0 || broken.has(version)) onTheWay.push({ version, state });
    },
    picked(end, whole) {
      const before = onTheWay.filter(({ version }) => version < end.version && (whole || broken.has(version)));
      return whole || broken.has(end.version) ? [...before, end] : before;
    },
  };
}
