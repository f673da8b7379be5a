import { z } from "zod";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";

/** One way in which the reader changes a stream's history; data is text, so that no digit is lost. */
export type Change =
  | { readonly change: "leave-out"; readonly version: number }
  | {
      readonly change: "edit";
      readonly version: number;
      readonly type: string;
      readonly schemaVersion: number;
      readonly dataText: string;
      readonly occurredAt: string | null;
    }
  | {
      readonly change: "insert";
      readonly after: number;
      readonly place: number;
      readonly type: string;
      readonly schemaVersion: number;
      readonly dataText: string;
      readonly occurredAt: string | null;
    };
export type Insert = Extract<Change, { readonly change: "insert" }>;

/** What a change is about, as the address names it: "5" is a stored version, "5.1" what is inserted behind it. */
export function placeOf(change: Change): string {
  return change.change === "insert" ? `${change.after}.${change.place}` : String(change.version);
}

/**
 * The place that an address names, where there is one: what is inserted nowhere stands for the stored event before it, and
 * a version that the stream does not have for the nearest one.
 */
export function chosenPlace(
  event: string | null,
  at: { readonly version: number; readonly last: number },
  changes: readonly Change[],
) {
  const named = /^(\d{1,15})(?:\.\d{1,15})?$/.exec(event ?? "");
  if (named === null) return String(Math.max(1, at.version));
  if (named[0] !== named[1] && changes.some((change) => placeOf(change) === named[0])) return named[0];
  return String(Math.min(Number(named[1]), at.last));
}

/** The changes with another one; one about the same place gives way to it. In the order of the history. */
export function withChange(changes: readonly Change[], added: Change): Change[] {
  return [...withoutPlace(changes, placeOf(added)), added].toSorted(byPlace);
}

/** The changes without the one about a place. */
export function withoutPlace(changes: readonly Change[], place: string): Change[] {
  return changes.filter((change) => placeOf(change) !== place);
}

/** The next free place behind a version. */
export function nextPlace(changes: readonly Change[], after: number): number {
  const taken = changes.flatMap((change) =>
    change.change === "insert" && change.after === after ? [change.place] : [],
  );
  return Math.max(0, ...taken) + 1;
}

function byPlace(one: Change, other: Change): number {
  const at = (change: Change) => (change.change === "insert" ? change.after + 0.5 : change.version);
  const behind = (change: Change) => (change.change === "insert" ? change.place : 0);
  return at(one) - at(other) || behind(one) - behind(other);
}

/** The changes as the API takes them: JSON in which the data stands digit for digit. */
export function changesJson(changes: readonly Change[]): string {
  const parts = changes.map((change) => {
    if (change.change === "leave-out") return JSON.stringify(change);
    const { dataText, occurredAt, ...rest } = change;
    const facts = JSON.stringify({ ...rest, ...(occurredAt === null ? {} : { occurredAt }) });
    // Laid out in one line, whatever line breaks were typed between its parts.
    return `${facts.slice(0, -1)},"data":${jsonTextOf(parseForReading(dataText))}}`;
  });
  return `[${parts.join(",")}]`;
}

const Version = z.coerce.number().int().min(1);
const Event = {
  type: z.string(),
  schemaVersion: Version,
  data: z.unknown(),
  occurredAt: z.string().nullable().default(null),
};
const Changes = z.array(
  z.discriminatedUnion("change", [
    z.object({ change: z.literal("leave-out"), version: Version }),
    z.object({ change: z.literal("edit"), version: Version, ...Event }),
    z.object({ change: z.literal("insert"), after: z.coerce.number().int().min(0), place: Version, ...Event }),
  ]),
);

/** Reads what `changesJson` wrote; null when it is something else. */
export function parseChanges(json: string): Change[] | null {
  const parsed = Changes.safeParse(parseForReading(json));
  if (!parsed.success) return null;
  return parsed.data.map((change) => {
    if (change.change === "leave-out") return change;
    const { data, ...rest } = change;
    return { ...rest, dataText: jsonTextOf(data) };
  });
}

/** How many of each kind there are: "1 left out, 2 edited". */
export function changesInWords(changes: readonly Change[]): string {
  const count = (kind: Change["change"]) => changes.filter(({ change }) => change === kind).length;
  const kinds = [
    [count("leave-out"), "left out"],
    [count("edit"), "edited"],
    [count("insert"), "inserted"],
  ] as const;
  return kinds.flatMap(([many, words]) => (many === 0 ? [] : [`${many} ${words}`])).join(", ");
}
