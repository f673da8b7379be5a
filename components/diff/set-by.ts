import type { Place } from "@/lib/format/diff/diff-node";

/** A difference whose event is looked for: the way to its value, on the side that has it. */
export interface DiffPlace {
  readonly side: "before" | "after";
  readonly path: string;
  readonly places: readonly Place[];
  /** An item whose place in its list is the difference. */
  readonly placed: boolean;
}

/** The event that made a difference. */
export interface DiffEvent {
  readonly version: number;
  readonly type: string | null;
}

/** Tells which event made which difference, as they come into sight. */
export interface DiffSetBy {
  /** Undefined: not known yet; null: none that was looked at did; an Error: it could not be read. */
  readonly eventOf: (place: DiffPlace) => DiffEvent | Error | null | undefined;
  /** These are in sight. */
  readonly want: (places: readonly DiffPlace[]) => void;
  readonly onGoTo: (event: DiffEvent, place: DiffPlace) => void;
}
