import { itemKeys } from "./item-keys";
import { memberNames, memberOf, partsOf, sameJson } from "./json-parts";
import { nameOf, type StatePath } from "./state-path";

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
}

/** A part of the state; parts that it has no mark for were last set when it was. */
interface Mark {
  setAt: number;
  parts: Map<string, Mark> | null;
}

/** An empty blame: everything was there when the fold began. */
export function startBlame(): Blame {
  const root: Mark = newMark(0);
  return {
    step: (before, after, version) => void compare(root, before, after, version, ""),
    leavesOf: (state) => leavesBelow(root, state, []),
  };
}

const newMark = (version: number): Mark => ({ setAt: version, parts: null });

/** Marks what differs. `name` is that of the member that holds the values. */
function compare(mark: Mark, before: unknown, after: unknown, version: number, name: string): void {
  if (before === after) return;
  const [left, right] = [partsOf(before), partsOf(after)];
  if (left?.kind === "list" && right?.kind === "list") compareItems(mark, left.items, right.items, version, name);
  else if (left?.kind === "object" && right?.kind === "object") {
    compareMembers(mark, left.members, right.members, version);
  } else if (!sameJson(before, after)) Object.assign(mark, newMark(version));
}

type Items = readonly unknown[];
type Members = Readonly<Record<string, unknown>>;

function compareItems(mark: Mark, left: Items, right: Items, version: number, name: string): void {
  const places = new Map(itemKeys(left, name).map((key, index) => [key, index]));
  for (const [index, key] of itemKeys(right, name).entries()) {
    const place = places.get(key);
    if (place === undefined) put(mark, key, newMark(version));
    else within(mark, key, left[place], right[index], version, name);
    places.delete(key);
  }
  forget(mark, places.keys());
}

function compareMembers(mark: Mark, left: Members, right: Members, version: number): void {
  for (const key of memberNames(right)) {
    const before = memberOf(left, key);
    if (before === undefined) put(mark, key, newMark(version));
    else within(mark, key, before, right[key], version, key);
  }
  if (mark.parts === null) return;
  forget(
    mark,
    memberNames(left).filter((key) => memberOf(right, key) === undefined),
  );
}

function within(mark: Mark, key: string, before: unknown, after: unknown, version: number, name: string): void {
  if (before === after) return;
  const part = partOf(mark, key);
  compare(part, before, after, version, name);
  if (part.setAt !== mark.setAt || part.parts !== null) put(mark, key, part);
}

/** So that there are never more marks than the state has parts. */
function forget(mark: Mark, keys: Iterable<string>): void {
  for (const key of keys) mark.parts?.delete(key);
}

function put(mark: Mark, key: string, part: Mark): void {
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

function partOf(mark: Mark, key: string): Mark {
  return mark.parts?.get(key) ?? newMark(mark.setAt);
}
