import type { DataShape } from "../data-shape";

/** What the names in an expression stand for. */
export interface CheckScope {
  /** Where it stands: an upcaster knows no row, and no `coalesce`. A projection unless told. */
  readonly in?: "projection" | "upcaster" | "reducer";
  /** CEL types of the row's columns; `null`: there is no row here. */
  readonly row: ReadonlyMap<string, string> | null;
  /** What the data of the event types at hand looks like; one not known is not checked. */
  readonly shapes: readonly { readonly type: string; readonly shape: DataShape }[];
  /** The fields that a reducer's state can have, and whether they are there from the start; absent: any. */
  readonly state?: ReadonlyMap<string, "initial" | "later">;
}
