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
  /** It is an object, of which no fields are listed. */
  readonly whole: boolean;
}

/** Fields that occurred, and how often. */
export interface FieldTally {
  /** Counts the fields of one event's JSON. */
  add(json: string): void;
  /** How many events were added. */
  readonly events: number;
  /** Whether there are more fields than it lists. */
  readonly cut: boolean;
  fields(): TalliedField[];
}

/** An object with more members than any shape has holds things by name: it is masked as a whole. */
const MAX_MEMBERS = 60;
/** So does one whose members have other names in every event. */
const MAX_NAMES = 200;
const MAX_DEPTH = 12;
const MAX_FIELDS = 500;
const MAX_OBJECTS = 2_000;
const MAX_ITEMS = 100;
const EXAMPLE_LENGTH = 80;

interface Found {
  events: number;
  example: string;
  isEmpty: boolean;
  whole: boolean;
}

/** An empty tally. */
export function fieldTally(): FieldTally {
  const found = new Map<string, Found>();
  /** The names of members that objects had; null: too many, it is taken as a whole. */
  const names = new Map<string, Set<string> | null>();
  let events = 0;
  let cut = false;

  function count(path: string, value: unknown): void {
    const known = found.get(path);
    const isEmpty = value === null || value === "";
    const whole = typeof value === "object" && value !== null && digitsOf(value) === undefined;
    if (known === undefined) {
      if (found.size < MAX_FIELDS) found.set(path, { events: 1, example: exampleOf(value), isEmpty, whole });
      else cut = true;
      return;
    }
    known.events++;
    known.whole ||= whole;
    if (known.isEmpty && !isEmpty) Object.assign(known, { example: exampleOf(value), isEmpty });
  }

  function collect(value: unknown, path: string, depth: number, seen: Map<string, unknown>): void {
    if (Array.isArray(value)) {
      cut ||= value.length > MAX_ITEMS;
      for (const item of value.slice(0, MAX_ITEMS)) collect(item, maskItems(path), depth + 1, seen);
      return;
    }
    if (typeof value !== "object" || value === null || digitsOf(value) !== undefined) {
      if (!seen.has(path)) seen.set(path, value);
      return;
    }
    const members = Object.entries(value);
    if (depth > MAX_DEPTH || members.length > MAX_MEMBERS || holdsByName(path, members)) {
      seen.set(path, value);
      return;
    }
    for (const [key, member] of members) collect(member, maskMember(path, key), depth + 1, seen);
  }

  function holdsByName(path: string, members: readonly (readonly [string, unknown])[]): boolean {
    const known = names.get(path) ?? (names.has(path) ? null : new Set<string>());
    if (known === null) return true;
    for (const [name] of members) known.add(name);
    if (known.size > MAX_NAMES) {
      names.set(path, null);
      fold(path);
      return true;
    }
    if (names.size < MAX_OBJECTS || names.has(path)) names.set(path, known);
    return false;
  }

  /** What was found below a place becomes one field; in how many events that was is at least the most of any of them. */
  function fold(path: string): void {
    const whole: Found = { events: 0, example: "", isEmpty: true, whole: true };
    for (const [below, { events }] of found) {
      if (!isBelow(below, path)) continue;
      whole.events = Math.max(whole.events, events);
      found.delete(below);
    }
    for (const below of names.keys()) if (isBelow(below, path)) names.delete(below);
    if (whole.events > 0) found.set(path, whole);
  }

  return {
    get events() {
      return events;
    },
    get cut() {
      return cut;
    },
    add(json) {
      events++;
      const seen = new Map<string, unknown>();
      collect(parseLossless(json), WHOLE, 0, seen);
      const wholes = [...names].flatMap(([path, known]) => (known === null ? [path] : []));
      for (const [path, value] of seen) if (!wholes.some((whole) => isBelow(path, whole))) count(path, value);
    },
    fields: () => [...found].map(([path, { events, example, whole }]) => ({ path, events, example, whole })),
  };
}

function isBelow(path: string, above: string): boolean {
  if (path === above) return false;
  return above === WHOLE || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

function exampleOf(value: unknown): string {
  const text = stringifyLossless(value);
  if (text.length <= EXAMPLE_LENGTH) return text;
  // A pair of surrogates is not cut in two.
  return `${text.slice(0, EXAMPLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
