import { type Draft, openUp } from "./diff-draft";
import { placesOn } from "./diff-node";
import type { JsonNode } from "./json-node";

type Index = ReadonlyMap<number, readonly Draft[]>;

/** What stands inside a value that one side has: the last of the steps to it from there. */
interface Inner {
  readonly entry: Draft;
  readonly step: Step;
}

/** A chain of steps down, from its end. */
interface Step {
  readonly index: number;
  readonly above: Step | null;
}

/**
 * Joins what was removed in one place and added in another, when both are equal, say enough to be recognised, and nothing
 * else could be meant. One of the two has to be whole; the other may stand inside a larger value that came or went.
 */
export function connectMoves(entries: readonly Draft[]): void {
  const moved = new Set<Draft>();
  const join = (from: Draft, to: Draft) => {
    moved.add(from).add(to);
    const renamed = from.parent === to.parent && typeof from.placeBefore === "string";
    to.from = renamed ? null : placesOn("before", from);
    to.placeBefore = renamed ? from.placeBefore : null;
    to.before = from.before;
    to.kind = renamed ? "renamed" : "moved";
  };
  const rest = (kind: "added" | "removed") => entries.filter((entry) => entry.kind === kind && !moved.has(entry));

  const added = indexOf(rest("added"));
  for (const [id, gone] of indexOf(rest("removed"))) {
    const [from, to] = onlyPair(gone, added.get(id) ?? []);
    if (from !== undefined && to !== undefined) join(from, to);
  }
  for (const [wholes, containers] of [
    [rest("removed"), rest("added")],
    [rest("added"), rest("removed")],
  ] as const) {
    for (const [whole, inner] of insideOf(wholes, containers)) {
      if (moved.has(whole) || moved.has(inner.entry) || whole.kind === "inside") continue;
      const part = reach(inner);
      if (part === null || moved.has(part)) continue;
      if (whole.kind === "removed") join(whole, part);
      else join(part, whole);
    }
  }
  const parents = new Set([...moved].filter(({ after }) => after === null).map(({ parent }) => parent));
  for (const parent of parents) {
    if (parent !== null) parent.children = parent.children.filter((child) => child.after !== null || !moved.has(child));
  }
}

function indexOf(entries: readonly Draft[]): Index {
  const index = new Map<number, Draft[]>();
  for (const entry of entries) {
    const value = entry.before ?? entry.after;
    if (value === null || !isTelling(value)) continue;
    const known = index.get(value.id);
    if (known === undefined) index.set(value.id, [entry]);
    else known.push(entry);
  }
  return index;
}

/** The one pair that can be meant: there is no other, or no other of the same key. */
function onlyPair(gone: readonly Draft[], made: readonly Draft[]): readonly (Draft | undefined)[] {
  if (gone.length === 1 && made.length === 1) return [gone[0], made[0]];
  if (gone.length !== 1 && made.length !== 1) return [];
  const pairs = gone.flatMap((from) =>
    made.filter((to) => from.placeBefore === to.placeAfter).map((to) => [from, to] as const),
  );
  return pairs.length === 1 ? (pairs[0] ?? []) : [];
}

/** For each whole value the one place inside the others where an equal one stands. */
function insideOf(wholes: readonly Draft[], containers: readonly Draft[]): Map<Draft, Inner> {
  const wanted = indexOf(wholes);
  const found = new Map<Draft, Inner | null>();
  if (wanted.size === 0) return new Map();
  for (const entry of containers) {
    const open: { value: JsonNode; step: Step | null }[] = [
      { value: (entry.before ?? entry.after) as JsonNode, step: null },
    ];
    for (let top = open.pop(); top !== undefined; top = open.pop()) {
      const { value, step } = top;
      const [whole, ...others] = wanted.get(value.id) ?? [];
      if (whole !== undefined && others.length === 0 && step !== null) {
        found.set(whole, found.has(whole) ? null : { entry, step });
      }
      for (const [index, child] of value.children.entries()) open.push({ value: child, step: { index, above: step } });
    }
  }
  return new Map([...found].filter((pair): pair is [Draft, Inner] => pair[1] !== null));
}

/** Opens up a value down to what stands inside it; null when that has become part of another move. */
function reach({ entry, step: last }: Inner): Draft | null {
  const steps: number[] = [];
  for (let step: Step | null = last; step !== null; step = step.above) steps.push(step.index);
  let node = entry;
  for (const step of steps.reverse()) {
    if (node.kind === "added" || node.kind === "removed") openUp(node);
    const child = node.children[step];
    if (node.kind !== "inside" || child === undefined) return null;
    node = child;
  }
  return node.kind === "added" || node.kind === "removed" ? node : null;
}

const LEAST = 3;

// `true`, `0` or `""` that go here and come there say nothing of each other.
function isTelling(value: JsonNode): boolean {
  let node = value;
  while (node.children.length === 1) node = node.children[0] as JsonNode;
  if (node.children.length > 1) return true;
  if (node.kind !== "leaf" || node.value === null || typeof node.value === "boolean") return false;
  return String(node.value).length >= LEAST;
}
