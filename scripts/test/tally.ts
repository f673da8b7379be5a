/** What a part of the run found; a skipped test is named, never just left out. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

/** The sum of several parts. */
export function addUp(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** A part that could not run at all counts as one failure, and says why. */
export function couldNotRun(part: string, error: unknown): Tally {
  process.stderr.write(`\n${part}: ${error instanceof Error ? error.message : String(error)}\n`);
  return { passed: 0, failed: 1, skipped: [] };
}
