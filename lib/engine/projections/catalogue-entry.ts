import { createHash } from "node:crypto";
import type { StoredEvent } from "../events";
import { isLossless } from "../json";
import { streamCategory } from "../store/stream-name";
import { exactData, exactNumber, isWhole } from "./catalogue-number";
import { addNumber, addScalar, emptyPath, PATH_KINDS, type PathCount, type PathKindName } from "./catalogue-path";
import { fieldPointer, itemsPointer } from "./catalogue-pointer";

/** Paths, shapes and categories of one schema version that are kept apart; what comes later is counted together. */
const MAX_PATHS = 1_000;
const MAX_SHAPES = 200;
const MAX_CATEGORIES = 1_000;
/** The name of the row in which the rest is counted. */
export const REST = "…";

const MAX_DEPTH = 100;
const MAX_POINTER_LENGTH = 400;
const MAX_SHAPE_PATHS = 200;
const MAX_SHAPE_EXAMPLES = 5;

/** How often something was counted, and where. */
export interface Tally {
  events: number;
  firstPosition: bigint;
  lastPosition: bigint;
}

export interface CategoryCount extends Tally {
  streams: number;
}

export interface ShapeCount extends Tally {
  readonly detail: ShapeDetail;
}

/** The column `detail` of a shape. */
export interface ShapeDetail {
  readonly paths: readonly { readonly path: string; readonly kinds: readonly PathKindName[] }[];
  /** Paths beyond those. */
  readonly more: number;
  readonly examples: { readonly streamId: string; readonly version: number }[];
}

/** Everything that is known of one schema version. `null` names what is counted together. */
export interface CatalogueEntry {
  readonly paths: Map<string | null, PathCount>;
  readonly shapes: Map<number | null, ShapeCount>;
  readonly categories: Map<string | null, CategoryCount>;
}

/** What is known of a schema version without events. */
export function emptyEntry(): CatalogueEntry {
  return { paths: new Map(), shapes: new Map(), categories: new Map() };
}

/** Adds events to an entry, in their order. */
export interface EntryWriter {
  add(event: StoredEvent): void;
  /** Counts a stream that none of the events was in before these; after they were added. */
  addStream(streamId: string): void;
  /** What was changed since the writer was made. */
  readonly changed: CatalogueEntry;
}

interface PathNode {
  /** `null`: what is counted together; nothing in it is looked at. */
  readonly pointer: string | null;
  readonly fields: Map<string, PathNode>;
  items: PathNode | null;
  /** The event that was here last, and a bit for each kind that stood here in it. */
  stamp: number;
  mask: number;
  count: PathCount | null;
  /** By kind: what a path adds to the signature of a shape. */
  readonly hashes: (number | undefined)[];
}

const [TEXT, INTEGER, NUMBER, TRUTH, NULL, OBJECT, LIST] = [0, 1, 2, 3, 4, 5, 6] as const;

/** A writer that goes on where the entry stands. What it is given does not depend on how the events were cut into batches. */
export function entryWriter(entry: CatalogueEntry): EntryWriter {
  const changed = emptyEntry();
  const nodes = new Map<string | null, PathNode>();
  const root = nodeAt("");
  const rest = nodeAt(null);
  let touched: PathNode[] = [];
  let stamp = 0;
  let position = 0n;

  function nodeAt(pointer: string | null): PathNode {
    const known = nodes.get(pointer);
    if (known !== undefined) return known;
    const node = { pointer, fields: new Map(), items: null, stamp: -1, mask: 0, count: null, hashes: [] };
    nodes.set(pointer, node);
    return node;
  }

  /** The node of a path, unless as many are known as are kept apart. */
  function keptAt(pointer: string): PathNode {
    if (entry.paths.has(pointer)) return nodeAt(pointer);
    return entry.paths.size >= MAX_PATHS || pointer.length > MAX_POINTER_LENGTH ? rest : nodeAt(pointer);
  }

  function fieldOf(node: PathNode, name: string): PathNode {
    const known = node.fields.get(name);
    if (known !== undefined) return known;
    const field = keptAt(fieldPointer(node.pointer ?? "", name));
    if (field !== rest) node.fields.set(name, field);
    return field;
  }

  function itemsOf(node: PathNode): PathNode {
    node.items ??= keptAt(itemsPointer(node.pointer ?? ""));
    return node.items;
  }

  function countOf(node: PathNode): PathCount {
    if (node.count !== null) return node.count;
    const count = entry.paths.get(node.pointer) ?? emptyPath(position);
    entry.paths.set(node.pointer, count);
    changed.paths.set(node.pointer, count);
    node.count = count;
    return count;
  }

  function touch(node: PathNode, kind: number): PathCount {
    const count = countOf(node);
    if (node.stamp !== stamp) {
      node.stamp = stamp;
      node.mask = 0;
      touched.push(node);
      count.events++;
      count.lastPosition = position;
    }
    node.mask |= 1 << (kind === INTEGER ? NUMBER : kind);
    count.seen++;
    count.kinds[kind] = (count.kinds[kind] ?? 0) + 1;
    return count;
  }

  function visit(value: unknown, node: PathNode, depth: number): void {
    if (typeof value === "string") addScalar(touch(node, TEXT), value);
    else if (typeof value === "boolean") addScalar(touch(node, TRUTH), value);
    else if (value === null || value === undefined) addScalar(touch(node, NULL), null);
    else if (Array.isArray(value)) visitItems(value, node, depth);
    else if (typeof value === "number" || isLossless(value)) visitNumber(value, node);
    else visitFields(value, node, depth);
  }

  function visitNumber(value: unknown, node: PathNode): void {
    const number = exactNumber(value);
    const path = touch(node, number !== null && isWhole(number) ? INTEGER : NUMBER);
    if (number !== null) addNumber(path, number);
  }

  function visitItems(list: readonly unknown[], node: PathNode, depth: number): void {
    touch(node, LIST);
    if (node === rest || list.length === 0) return;
    const items = depth < MAX_DEPTH ? itemsOf(node) : rest;
    for (const item of list) visit(item, items, depth + 1);
  }

  function visitFields(object: object, node: PathNode, depth: number): void {
    // That the data itself is an object goes without saying; it is counted only where it is something else.
    if (node !== root) touch(node, OBJECT);
    if (node === rest) return;
    for (const [name, value] of Object.entries(object)) {
      visit(value, depth < MAX_DEPTH ? fieldOf(node, name) : rest, depth + 1);
    }
  }

  function addShape({ streamId, version }: StoredEvent): void {
    let signature = 0;
    for (const node of touched) {
      for (let kind = 0; kind < PATH_KINDS.length; kind++) {
        if ((node.mask & (1 << kind)) === 0) continue;
        signature += hashOf(node, kind);
        if (signature >= SIGNATURES) signature -= SIGNATURES;
      }
    }
    const name = entry.shapes.has(signature) || entry.shapes.size < MAX_SHAPES ? signature : null;
    const shape = entry.shapes.get(name) ?? {
      ...tally(position),
      detail: name === null ? NO_DETAIL : detailOf(touched),
    };
    count(shape, position);
    if (shape.detail.examples.length < MAX_SHAPE_EXAMPLES && name !== null) {
      shape.detail.examples.push({ streamId, version });
    }
    entry.shapes.set(name, shape);
    changed.shapes.set(name, shape);
  }

  function addCategory(streamId: string): void {
    const category = streamCategory(streamId);
    const { categories } = entry;
    const name = categories.has(category) || categories.size < MAX_CATEGORIES ? category : null;
    const counted = categories.get(name) ?? { ...tally(position), streams: 0 };
    count(counted, position);
    categories.set(name, counted);
    changed.categories.set(name, counted);
  }

  return {
    changed,
    add(event) {
      stamp++;
      touched = [];
      position = event.position;
      visit(exactData(event), root, 0);
      addShape(event);
      addCategory(event.streamId);
    },
    addStream(streamId) {
      const counted = entry.categories.get(streamCategory(streamId)) ?? entry.categories.get(null);
      if (counted !== undefined) counted.streams++;
    },
  };
}

// Sums of hashes do not depend on the order of the fields; below 2^52, a sum of two is exact.
const SIGNATURES = 2 ** 52;
const NO_DETAIL: ShapeDetail = { paths: [], more: 0, examples: [] };

function hashOf(node: PathNode, kind: number): number {
  const known = node.hashes[kind];
  if (known !== undefined) return known;
  const hash = createHash("sha256")
    .update(JSON.stringify([node.pointer, PATH_KINDS[kind]]))
    .digest();
  const made = Number(hash.readBigUInt64BE(0) & BigInt(SIGNATURES - 1));
  node.hashes[kind] = made;
  return made;
}

function detailOf(touched: readonly PathNode[]): ShapeDetail {
  const paths = touched.slice(0, MAX_SHAPE_PATHS).map(({ pointer, mask }) => ({
    path: pointer ?? REST,
    kinds: PATH_KINDS.filter((_, kind) => (mask & (1 << kind)) !== 0),
  }));
  return { paths, more: touched.length - paths.length, examples: [] };
}

function tally(position: bigint): Tally {
  return { events: 0, firstPosition: position, lastPosition: position };
}

function count(counted: Tally, position: bigint): void {
  counted.events++;
  counted.lastPosition = position;
}
