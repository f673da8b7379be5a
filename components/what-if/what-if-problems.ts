import type { WhatIf } from "@/lib/api/what-if";
import { type Change, placeOf } from "./changes";

/** Something about one event of the changed history. */
export interface WhatIfProblem {
  /** The event as the address names it. */
  readonly place: string;
  readonly kind: "lacking" | "misfit";
  readonly message: string;
}

/** What is to be said about events of the changed history: those that the state lacks, and changed ones that no schema fits. */
export function whatIfProblems(result: WhatIf, changes: readonly Change[]): WhatIfProblem[] {
  const at = (index: number | null, version: number) => {
    const change = index === null ? undefined : changes[index];
    return change === undefined ? String(version) : placeOf(change);
  };
  return [
    ...result.with.problems.map(
      ({ version, message, change }): WhatIfProblem => ({ place: at(change, version), kind: "lacking", message }),
    ),
    ...result.misfits.map(
      ({ change, type, schemaVersion, path, message }): WhatIfProblem => ({
        place: at(change, 0),
        kind: "misfit",
        message: `It does not fit the JSON Schema of ${type} v${schemaVersion}: ${path === "" ? "the data" : path} ${message}.`,
      }),
    ),
  ];
}

/** The first problem of each event. */
export function problemsByPlace(result: WhatIf | undefined, changes: readonly Change[]): ReadonlyMap<string, string> {
  if (result === undefined) return new Map();
  return new Map(
    whatIfProblems(result, changes)
      .toReversed()
      .map(({ place, message }) => [place, message]),
  );
}

/** How an event is named in a sentence: "version 5", "the event inserted behind version 5". */
export function placeInWords(place: string): string {
  const [version = "", behind] = place.split(".");
  if (behind === undefined) return `version ${version}`;
  const inserted = behind === "1" ? "the event inserted" : `event ${behind} inserted`;
  return version === "0" ? `${inserted} before the first` : `${inserted} behind version ${version}`;
}
