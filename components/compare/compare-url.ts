import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { parseAsInstant, parseAsPosition } from "@/components/as-of/point-parsers";
import type { SideName, SideUrl } from "./compare-sides";

const parseAsUuid = createParser<string>({
  parse: (text) => (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text : null),
  serialize: (id) => id,
});

const clock = parseAsStringLiteral(["occurred", "recorded"]);

/** The two sides of a comparison in the address, by the names that the API has for them. */
export const compareParsers = {
  a: parseAsInteger,
  aPosition: parseAsPosition,
  aInstant: parseAsInstant,
  aClock: clock,
  aStream: parseAsString,
  aReducer: parseAsString,
  aDraft: parseAsUuid,
  b: parseAsInteger,
  bPosition: parseAsPosition,
  bInstant: parseAsInstant,
  bClock: clock,
  bStream: parseAsString,
  bReducer: parseAsString,
  bDraft: parseAsUuid,
};

type SideKey<Side extends SideName> =
  | Side
  | `${Side}Position`
  | `${Side}Instant`
  | `${Side}Clock`
  | `${Side}Stream`
  | `${Side}Reducer`
  | `${Side}Draft`;

/** What the address says of both sides. */
export type CompareUrl = {
  readonly [Key in SideKey<"a"> | SideKey<"b">]: Key extends SideName
    ? number | null
    : Key extends `${SideName}Clock`
      ? "occurred" | "recorded" | null
      : string | null;
};

/** Of the address, what one side is made of. */
export function sideUrl(url: CompareUrl, side: SideName): SideUrl {
  return {
    point: url[side],
    position: url[`${side}Position`],
    instant: url[`${side}Instant`],
    clock: url[`${side}Clock`],
    stream: url[`${side}Stream`],
    reducer: url[`${side}Reducer`],
    draft: url[`${side}Draft`],
  };
}

/** The change of the address that makes a side of this. */
export function sideChange(side: SideName, change: Partial<SideUrl>): Partial<CompareUrl> {
  const entries = Object.entries(change).map(([key, value]) => [
    key === "point" ? side : `${side}${key.charAt(0).toUpperCase()}${key.slice(1)}`,
    value,
  ]);
  return Object.fromEntries(entries);
}

/** What leaves the comparison. */
export const NO_COMPARISON = Object.fromEntries(Object.keys(compareParsers).map((key) => [key, null])) as {
  readonly [Key in keyof CompareUrl]: null;
};
