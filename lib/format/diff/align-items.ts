import { diffArrays } from "diff";
import { memberOf } from "./item-identity";
import type { JsonNode } from "./json-node";

/** Places of an item on both sides; null where a side has none. */
export interface ItemPair {
  readonly before: number | null;
  readonly after: number | null;
  /** Its place among the items that both sides have is another. */
  readonly moved: boolean;
}

interface OrderedPairs {
  readonly pairs: readonly ItemPair[];
  /** Too many items came and went: what stands between the equal ends is paired by place alone. */
  readonly byPlace: boolean;
}

// Beyond so many items added and removed, looking for the fewest takes longer than it helps: items are compared by place.
const MOST_EDITS = 1_000;

/** Pairs items by an identifying member that is unique on both sides. */
export function pairsById(before: JsonNode, after: JsonNode, member: string): ItemPair[] {
  const places = new Map(before.children.map((item, index) => [memberOf(item, member)?.id, index]));
  const matches = after.children.map((item) => places.get(memberOf(item, member)?.id) ?? null);
  const settled = longestRise(matches);
  const pairs = matches.map((place, index) => ({
    before: place,
    after: index,
    moved: place !== null && !settled.has(index),
  }));
  return withRemoved(pairs, before.children.length);
}

/** Pairs items by what they are, in order; what stands between equal ones is paired by its place there. */
export function pairsByOrder(before: JsonNode, after: JsonNode): OrderedPairs {
  const [ones, others] = [before.children.map(({ id }) => id), after.children.map(({ id }) => id)];
  const shorter = Math.min(ones.length, others.length);
  let start = 0;
  while (start < shorter && ones[start] === others[start]) start += 1;
  let end = 0;
  while (end < shorter - start && ones.at(-1 - end) === others.at(-1 - end)) end += 1;
  const edits = diffArrays(ones.slice(start, ones.length - end), others.slice(start, others.length - end), {
    maxEditLength: MOST_EDITS,
  });
  const pairs: ItemPair[] = [];
  const same = (from: number, to: number, count: number) => {
    for (let step = 0; step < count; step += 1) pairs.push({ before: from + step, after: to + step, moved: false });
  };
  same(0, 0, start);
  const middle =
    edits === undefined
      ? byPlace(start, ones.length - end, others.length - end)
      : withMoves(editsToPairs(edits, start), ones, others);
  for (const pair of pairedInGaps(middle, before, after)) pairs.push(pair);
  same(ones.length - end, others.length - end, end);
  return { pairs, byPlace: edits === undefined };
}

function byPlace(start: number, beforeEnd: number, afterEnd: number): ItemPair[] {
  const pairs: ItemPair[] = [];
  for (let place = start; place < Math.max(beforeEnd, afterEnd); place += 1) {
    const [before, after] = [place < beforeEnd ? place : null, place < afterEnd ? place : null];
    pairs.push({ before, after, moved: false });
  }
  return pairs;
}

function editsToPairs(
  edits: readonly { readonly count: number; readonly added: boolean; readonly removed: boolean }[],
  start: number,
): ItemPair[] {
  const pairs: ItemPair[] = [];
  let [one, other] = [start, start];
  for (const { count, added, removed } of edits) {
    for (let step = 0; step < count; step += 1) {
      pairs.push({ before: added ? null : one, after: removed ? null : other, moved: false });
      if (!added) one += 1;
      if (!removed) other += 1;
    }
  }
  return pairs;
}

/** An item that was taken away here and added there is one that moved. */
function withMoves(pairs: readonly ItemPair[], ones: readonly number[], others: readonly number[]): ItemPair[] {
  const removed = new Map<number, number[]>();
  for (const { before, after } of pairs) {
    if (before === null || after !== null) continue;
    const id = ones[before] as number;
    const places = removed.get(id);
    if (places === undefined) removed.set(id, [before]);
    else places.push(before);
  }
  for (const places of removed.values()) places.reverse();
  const taken = new Set<number>();
  const matched = pairs.map((pair): ItemPair => {
    if (pair.before !== null || pair.after === null) return pair;
    const place = removed.get(others[pair.after] as number)?.pop();
    if (place === undefined) return pair;
    taken.add(place);
    return { before: place, after: pair.after, moved: true };
  });
  return matched.filter(({ before, after }) => after !== null || before === null || !taken.has(before));
}

/** Items removed and added at the same place are one item that changed, when they are of one kind. */
function pairedInGaps(pairs: readonly ItemPair[], before: JsonNode, after: JsonNode): ItemPair[] {
  const result: ItemPair[] = [];
  let gone: number[] = [];
  let made: number[] = [];
  const flush = () => {
    const kindAt = (list: JsonNode, place: number | undefined) =>
      place === undefined ? undefined : list.children[place]?.kind;
    for (let index = 0; index < Math.max(gone.length, made.length); index += 1) {
      const [one = null, other = null] = [gone[index], made[index]];
      if (one !== null && other !== null && kindAt(before, one) === kindAt(after, other)) {
        result.push({ before: one, after: other, moved: false });
      } else {
        if (one !== null) result.push({ before: one, after: null, moved: false });
        if (other !== null) result.push({ before: null, after: other, moved: false });
      }
    }
    gone = [];
    made = [];
  };
  for (const pair of pairs) {
    if (pair.before !== null && pair.after === null) gone.push(pair.before);
    else if (pair.before === null && pair.after !== null) made.push(pair.after);
    else {
      flush();
      result.push(pair);
    }
  }
  flush();
  return result;
}

/** Puts the items that are gone where they stood: behind the one that was before them. */
function withRemoved(pairs: readonly ItemPair[], count: number): ItemPair[] {
  const kept = new Set(pairs.map(({ before }) => before));
  const result: ItemPair[] = [];
  let next = 0;
  const passGone = () => {
    for (; next < count && !kept.has(next); next += 1) result.push({ before: next, after: null, moved: false });
  };
  for (const pair of pairs) {
    if (pair.before !== null && !pair.moved) {
      passGone();
      while (next < pair.before) {
        next += 1;
        passGone();
      }
      next = pair.before + 1;
    }
    result.push(pair);
  }
  while (next < count) {
    passGone();
    next += 1;
  }
  return result;
}

/** The places of a longest rising run among the numbers: what need not be called moved. */
function longestRise(numbers: readonly (number | null)[]): Set<number> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  const valueAt = (place: number | undefined) => (place === undefined ? -1 : (numbers[place] as number));
  for (const [place, number] of numbers.entries()) {
    if (number === null) continue;
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (valueAt(tails[middle]) < number) low = middle + 1;
      else high = middle;
    }
    previous[place] = low === 0 ? undefined : tails[low - 1];
    tails[low] = place;
  }
  const rise = new Set<number>();
  for (let place = tails.at(-1); place !== undefined; place = previous[place]) rise.add(place);
  return rise;
}
