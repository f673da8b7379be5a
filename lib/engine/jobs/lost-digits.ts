import type { StoredEvent } from "../events";
import { isList } from "../evolution/apply-upcaster";
import { recast } from "../evolution/recast-event";
import type { Upcaster } from "../evolution/upcaster";
import { digitsOf, isLossless, parseLossless, stringifyLossless } from "../json";
import type { FindingFacts } from "./findings";
import { isContainer, type JsonPath, leavesOf, pointerOf, sameNumber, withLeaf } from "./json-leaves";

// Fifteen digits and a moderate exponent survive any double; only what may have more is looked at closely.
const MANY_DIGITS = /[\d.]{16}|\d[eE]/;
const MOST_TRIED = 20;
// Each number that is tried reads the whole event again.
const MOST_LETTERS = 2_000_000;

/**
 * A number that an upcaster wrote and that is not what it should be: it was computed from digits that a double cannot
 * hold, or is itself beyond the whole numbers that one can. Numbers that were only moved keep their digits.
 */
export function lostDigits(upcaster: Upcaster, input: StoredEvent, made: readonly StoredEvent[]): FindingFacts | null {
  for (const event of made) {
    const beyond = beyondDoubles(event.data) ? numberBeyond(input, event) : null;
    if (beyond !== null) return beyond;
  }
  return MANY_DIGITS.test(input.dataText) ? computedFromLost(upcaster, input, made) : null;
}

function beyondDoubles(value: unknown): boolean {
  if (typeof value === "number") return !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? value.some(beyondDoubles) : Object.values(value).some(beyondDoubles);
}

function numberBeyond(input: StoredEvent, made: StoredEvent): FindingFacts | null {
  const before = new Set([...leavesOf(parseLossless(input.dataText))].map(([, leaf]) => digitsOf(leaf)));
  for (const [path, leaf] of leavesOf(parseLossless(made.dataText))) {
    const digits = digitsOf(leaf);
    if (digits === undefined || before.has(digits) || Math.abs(Number(digits)) <= Number.MAX_SAFE_INTEGER) continue;
    return facts(path, digits, "is beyond the whole numbers that a double can tell apart (2^53).");
  }
  return null;
}

// Whatever depends on such a number changes when the number does, in digits that a double does have.
function computedFromLost(upcaster: Upcaster, input: StoredEvent, made: readonly StoredEvent[]): FindingFacts | null {
  const data = parseLossless(input.dataText);
  const fragile = [...leavesOf(data)].filter(([, leaf]) => isLossless(leaf) && !sameNumber(leaf.value));
  if (fragile.length === 0) return null;
  const results = made.map(({ dataText }) => parseLossless(dataText));
  const tries = Math.min(MOST_TRIED, Math.ceil(MOST_LETTERS / input.dataText.length));
  for (const [path, leaf] of fragile.slice(0, tries)) {
    const digits = digitsOf(leaf) ?? "";
    const other = neighbour(Number(digits));
    const changed = resultsWith(upcaster, input, withLeaf(data, path, other));
    const isMoved = (value: string, then: string) => value === digits && then === String(other);
    for (const [index, result] of results.entries()) {
      const place = firstDifference(result, changed[index], isMoved);
      if (place !== null) {
        const message = `was computed from ${pointerOf(path)}, whose digits a double cannot hold.`;
        return facts(place, digits, message);
      }
    }
  }
  return null;
}

function resultsWith(upcaster: Upcaster, input: StoredEvent, lossless: unknown) {
  const dataText = stringifyLossless(lossless);
  const { type, schemaVersion } = input;
  const schema = { type, schemaVersion };
  const form = { to: schema, stored: schema, data: JSON.parse(dataText), hasOwnDigits: true };
  try {
    const made = upcaster.upcast(recast(input, form, () => dataText));
    const events = made === null ? [] : isList(made) ? made : [made];
    return events.map((event) => parseLossless(event.dataText));
  } catch {
    return [];
  }
}

/** The first place that has another leaf in either value, unless the difference is one that `isMoved` explains. */
function firstDifference(
  value: unknown,
  then: unknown,
  isMoved: (value: string, then: string) => boolean,
): JsonPath | null {
  if (!isContainer(value) || !isContainer(then)) {
    const areLeaves = !isContainer(value) && !isContainer(then) && then !== undefined;
    return areLeaves && text(value) !== text(then) && !isMoved(text(value), text(then)) ? [] : null;
  }
  for (const [name, item] of Object.entries(value)) {
    if (!Object.hasOwn(then, name)) continue;
    const place = firstDifference(item, then[name], isMoved);
    if (place !== null) return [name, ...place];
  }
  return null;
}

/** The number next to it that a double can tell from it. */
function neighbour(number: number): number {
  if (!Number.isFinite(number)) return Math.sign(number) * Number.MAX_VALUE;
  return number * (1 - Number.EPSILON) || Number.MIN_VALUE;
}

const text = (leaf: unknown) => digitsOf(leaf) ?? String(leaf);

function facts(path: JsonPath, digits: string, problem: string): FindingFacts {
  const pointer = pointerOf(path);
  const message = `${pointer} ${problem}`;
  return { kind: "precision", operation: null, reason: message, message, path: pointer, value: digits };
}
