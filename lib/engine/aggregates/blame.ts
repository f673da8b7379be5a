import { itemKeys } from "./item-keys";
import { memberNames, memberOf, partsOf, sameJson } from "./json-parts";
import { followedPath, nameOf, type StatePath } from "./state-path";

/** A leaf of a state and the version that last set it; 0: the fold began with it. */
export interface BlamedLeaf {
  readonly path: StatePath;
  readonly version: number;
}

/** Which version set what, filled step by step along a fold; items of lists are followed by `itemKeys`. */
export interface Blame {
  /** Compares the states before and after a version; looks only at what is not the very same object. */
  step(before: unknown, after: unknown, version: number): void;
  /** The leaves of the newest state, each with the version that last set it. */
  leavesOf(state: unknown): Generator<BlamedLeaf>;
  /** The version after which what stands at `path` of `state`, or anything below it, last changed or went. */
  lastChange(state: unknown, path: StatePath): number;
}

/** A part of the state; parts that it has no mark for were last set when it was. */
interface Mark {
  setAt: number;
  changedAt: number;
  parts: Map<string, Mark> | null;
}

/** An empty blame: everything was there when the fold began. */
export function startBlame(): Blame {
  const root: Mark = newMark(0);
  return {
    step: (before, after, version) => void compare(root, before, after, version, ""),
    leavesOf: (state) => leavesBelow(root, state, []),
    lastChange: (state, path) => markAt(root, state, path).changedAt,
  };
}

const newMark = (version: number): Mark => ({ setAt: version, changedAt: version, parts: null });

/** Marks what differs; says whether anything does. `name` is that of the member that holds the values. */
function compare(mark: Mark, before: unknown, after: unknown, version: number, name: string): boolean {
  if (before === after) return false;
  const [left, right] = [partsOf(before), partsOf(after)];
  if (left === null || right === null || left.kind !== right.kind) {
    if (sameJson(before, after)) return false;
    Object.assign(mark, newMark(version));
    return true;
  }
  let changed = false;
  if (left.kind === "list" && right.kind === "list") {
    changed = compareItems(mark, left.items, right.items, version, name);
  } else if (left.kind === "object" && right.kind === "object") {
    changed = compareMembers(mark, left.members, right.members, version);
  }
  if (changed) mark.changedAt = version;
  return changed;
}

type Items = readonly unknown[];
type Members = Readonly<Record<string, unknown>>;

function compareItems(mark: Mark, left: Items, right: Items, version: number, name: string): boolean {
  const [ones, others] = [itemKeys(left, name), itemKeys(right, name)];
  const places = new Map(ones.map((key, index) => [key, index]));
  let changed = ones.length !== others.length || ones.some((key, index) => key !== others[index]);
  for (const [index, key] of others.entries()) {
    const place = places.get(key);
    if (place === undefined) put(mark, key, version);
    else if (within(mark, key, left[place], right[index], version, name)) changed = true;
    places.delete(key);
  }
  for (const key of places.keys()) put(mark, key, version);
  return changed;
}

function compareMembers(mark: Mark, left: Members, right: Members, version: number): boolean {
  let changed = false;
  for (const key of memberNames(right)) {
    const before = memberOf(left, key);
    if (before === undefined) put(mark, key, version);
    if (before === undefined || within(mark, key, before, right[key], version, key)) changed = true;
  }
  for (const key of memberNames(left)) {
    if (memberOf(right, key) !== undefined) continue;
    put(mark, key, version);
    changed = true;
  }
  return changed;
}

function within(mark: Mark, key: string, before: unknown, after: unknown, version: number, name: string): boolean {
  if (before === after) return false;
  const part = mark.parts?.get(key) ?? newMark(mark.setAt);
  const changed = compare(part, before, after, version, name);
  if (changed) keep(mark, key, part);
  return changed;
}

/** What came new and what went are marked alike: `lastChange` knows also what is no longer there. */
function put(mark: Mark, key: string, version: number): void {
  keep(mark, key, newMark(version));
}

function keep(mark: Mark, key: string, part: Mark): void {
  mark.parts ??= new Map();
  mark.parts.set(key, part);
}

function* leavesBelow(mark: Mark, value: unknown, path: StatePath): Generator<BlamedLeaf> {
  const parts = partsOf(value);
  if (parts === null) yield { path, version: mark.setAt };
  else if (parts.kind === "list") {
    const keys = itemKeys(parts.items, nameOf(path));
    for (const [index, item] of parts.items.entries()) {
      yield* leavesBelow(partOf(mark, keys[index] ?? ""), item, [...path, index]);
    }
  } else {
    for (const key of memberNames(parts.members)) {
      yield* leavesBelow(partOf(mark, key), parts.members[key], [...path, key]);
    }
  }
}

function markAt(root: Mark, state: unknown, path: StatePath): Mark {
  return followedPath(state, path).reduce((mark, { key }) => partOf(mark, key), root);
}

function partOf(mark: Mark, key: string): Mark {
  return mark.parts?.get(key) ?? newMark(mark.setAt);
}
