// Of references, and of characters that patterns read: enough for a megabyte of text or half a million items, well
// under a second. Counted in steps, not in time, so that an event which fits once always fits.
const MAX_STEPS = 5_000_000;

/** Checking one event takes more steps than it may. */
export class TooManyStepsError extends Error {
  override readonly name = "TooManyStepsError";
}

let left = MAX_STEPS;

/** Grants the check that is about to begin its steps. */
export function allowSteps(): void {
  left = MAX_STEPS;
}

/** Takes some of the steps. */
export function takeSteps(steps: number): void {
  left -= steps;
  if (left < 0) throw new TooManyStepsError("It takes too many steps.");
}
