import type { EventSchema } from "../evolution/upcaster";
import type { FindingGroup } from "./findings";

/** Events that an upcaster made of one schema. */
export interface MadeEvents extends EventSchema {
  readonly events: number;
}

/** What running a draft over stored events came to. Each event counts once in the first four. */
export interface VerificationResult {
  readonly converted: number;
  /** It is read as the same as without the draft, its schema version aside. */
  readonly unchanged: number;
  readonly dropped: number;
  /** By the draft, or by the upcasters before and after it. */
  readonly failed: number;
  /** Converted to what the schema published for the target refuses. */
  readonly misfits: number;
  /** Converted with numbers that lost digits, or that are beyond what a double holds. */
  readonly precision: number;
  readonly made: readonly MadeEvents[];
  /** The position of the last event that was verified. */
  readonly lastMatching: string | null;
  readonly reasons: readonly FindingGroup[];
}

/** A result as a finished job has it. */
export interface TimedVerification extends VerificationResult {
  readonly elapsedMs: number;
}

export const NOTHING_VERIFIED: VerificationResult = {
  converted: 0,
  unchanged: 0,
  dropped: 0,
  failed: 0,
  misfits: 0,
  precision: 0,
  made: [],
  lastMatching: null,
  reasons: [],
};

/** Whether every event that was tried can be read through the draft, with nothing lost. */
export function isClean({ failed, misfits, precision }: VerificationResult): boolean {
  return failed + misfits + precision === 0;
}
