import { digitsOf, parseLossless, stringifyLossless } from "../../../json";
import { maskItems, maskMember, WHOLE } from "./mask-path";

/** A place in the data, or in the metadata, of some events. */
export interface TalliedField {
  /** As a mask names it: `lines[*].note`. */
  readonly path: string;
  /** In how many events it occurs. */
  readonly events: number;
  /** What stood there first, as JSON, cut where it is long. */
  readonly example: string;
}

/** Fields that occurred, and how often. */
export interface FieldTally {
  /** Counts the fields of one event's JSON. */
  add(json: string): void;
  /** How many events were added. */
  readonly events: number;
  fields(): TalliedField[];
}

/** An object with more members than any shape has holds things by name: it is masked as a whole. */
const MAX_MEMBERS = 60;
const MAX_DEPTH = 12;
const MAX_FIELDS = 500;
const MAX_ITEMS = 100;
const EXAMPLE_LENGTH = 80;

/** An empty tally. */
export function fieldTally(): FieldTally {
  const found = new Map<string, { events: number; example: string; isEmpty: boolean }>();
  let events = 0;
  return {
    get events() {
      return events;
    },
    add(json) {
      events++;
      const seen = new Map<string, unknown>();
      collect(parseLossless(json), WHOLE, 0, seen);
      for (const [path, value] of seen) count(found, path, value);
    },
    fields: () => [...found].map(([path, { events, example }]) => ({ path, events, example })),
  };
}

function count(
  found: Map<string, { events: number; example: string; isEmpty: boolean }>,
  path: string,
  value: unknown,
): void {
  const known = found.get(path);
  const isEmpty = value === null || value === "";
  if (known === undefined) {
    if (found.size < MAX_FIELDS) found.set(path, { events: 1, example: exampleOf(value), isEmpty });
    return;
  }
  known.events++;
  if (known.isEmpty && !isEmpty) Object.assign(known, { example: exampleOf(value), isEmpty });
}

function collect(value: unknown, path: string, depth: number, seen: Map<string, unknown>): void {
  if (Array.isArray(value)) {
    for (const item of value.slice(0, MAX_ITEMS)) collect(item, maskItems(path), depth + 1, seen);
    return;
  }
  if (typeof value !== "object" || value === null || digitsOf(value) !== undefined) {
    if (!seen.has(path)) seen.set(path, value);
    return;
  }
  const members = Object.entries(value);
  if (depth > MAX_DEPTH || members.length > MAX_MEMBERS) {
    seen.set(path, value);
    return;
  }
  for (const [key, member] of members) collect(member, maskMember(path, key), depth + 1, seen);
}

function exampleOf(value: unknown): string {
  const text = stringifyLossless(value);
  if (text.length <= EXAMPLE_LENGTH) return text;
  // A pair of surrogates is not cut in two.
  return `${text.slice(0, EXAMPLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
