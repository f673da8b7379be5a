import { itemKeys } from "./item-keys";
import { containerOf, memberNames, memberOf, sameJson } from "./json-parts";
import { nameOf, type StatePath } from "./state-path";

/** One thing that differs between two states of a stream. */
export interface StateChange {
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** In the newer state; in the older one for what was removed. */
  readonly path: StatePath;
  /** Where a moved item stood in the older state. */
  readonly from: StatePath | null;
  /** Undefined for what was added. */
  readonly before: unknown;
  /** Undefined for what was removed. */
  readonly after: unknown;
}

/** What differs between two states; items of lists are matched by `itemKeys`. Skips what is the very same object. */
export function* changesBetween(before: unknown, after: unknown, path: StatePath = []): Generator<StateChange> {
  if (before === after) return;
  const [left, right] = [containerOf(before), containerOf(after)];
  if (left === null || right === null || left.kind !== right.kind) {
    if (!sameJson(before, after)) yield { kind: "changed", path, from: null, before, after };
  } else if (left.kind === "list" && right.kind === "list") {
    yield* listChanges(left.items, right.items, path);
  } else if (left.kind === "object" && right.kind === "object") {
    yield* memberChanges(left.members, right.members, path);
  }
}

type Members = Readonly<Record<string, unknown>>;

function* memberChanges(left: Members, right: Members, path: StatePath): Generator<StateChange> {
  for (const name of memberNames(right)) {
    const [before, after, at] = [memberOf(left, name), right[name], [...path, name]];
    if (before === undefined) yield { kind: "added", path: at, from: null, before, after };
    else yield* changesBetween(before, after, at);
  }
  for (const name of memberNames(left)) {
    if (memberOf(right, name) !== undefined) continue;
    yield { kind: "removed", path: [...path, name], from: null, before: left[name], after: undefined };
  }
}

function* listChanges(left: readonly unknown[], right: readonly unknown[], path: StatePath): Generator<StateChange> {
  const [ones, others] = [itemKeys(left, nameOf(path)), itemKeys(right, nameOf(path))];
  const places = new Map(ones.map((key, index) => [key, index]));
  const there = new Set(others);
  const stayed = inOrder(others.flatMap((key) => places.get(key) ?? []));
  for (const [index, key] of ones.entries()) {
    if (there.has(key)) continue;
    yield { kind: "removed", path: [...path, index], from: null, before: left[index], after: undefined };
  }
  for (const [index, key] of others.entries()) {
    const [place, after, at] = [places.get(key), right[index], [...path, index]];
    if (place === undefined) yield { kind: "added", path: at, from: null, before: undefined, after };
    else {
      const before = left[place];
      if (!stayed.has(place)) yield { kind: "moved", path: at, from: [...path, place], before, after };
      yield* changesBetween(before, after, at);
    }
  }
}

/** The longest run of numbers that grow: items that kept their order, so that the fewest count as moved. */
function inOrder(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const number of numbers) {
    const at = firstNotBelow(ends, number);
    previous.set(number, ends[at - 1]);
    ends[at] = number;
  }
  const run = new Set<number>();
  for (let number = ends.at(-1); number !== undefined; number = previous.get(number)) run.add(number);
  return run;
}

function firstNotBelow(sorted: readonly number[], number: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
