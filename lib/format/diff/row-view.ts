import { jsonTextOf } from "../json-tree";
import { visibleText } from "../visible-text";
import { type DiffKind, type DiffNode, type Place, pathOn, placesOn } from "./diff-node";
import type { DiffRow } from "./diff-rows";
import { diffText, type TextPart } from "./diff-text";
import type { JsonNode } from "./json-node";
import { previewOf, type ValuePreview, wholeCharacters } from "./value-preview";

/** A row as it is drawn: plain data of bounded size, fit to be sent between threads. */
export interface DiffRowView {
  readonly key: string;
  readonly kind: DiffRow["kind"];
  readonly path: string;
  readonly label: string;
  readonly depth: number;
  /** Of a difference. */
  readonly sign: DiffKind | null;
  /** Null: there is nothing to unfold. */
  readonly folded: boolean | null;
  readonly matchedBy: string | null;
  /** Of a list whose items are compared by place, because too many came and went. */
  readonly byPlace: boolean;
  /** Of a line of unchanged parts: how many leaves, and some of their names. */
  readonly leaves: number;
  readonly names: string;
  readonly before: ValuePreview | null;
  readonly after: ValuePreview | null;
  /** Of a value that moved: the paths it had and has. */
  readonly paths: { readonly before: string; readonly after: string } | null;
  /** Of two texts that share enough: their pieces. */
  readonly parts: readonly TextPart[] | null;
  /** An item that stands at another place of its list. */
  readonly reordered: boolean;
  /** The way to the value on each side, by key and place. */
  readonly places: { readonly before: readonly Place[] | null; readonly after: readonly Place[] | null };
}

const FOLDED_LENGTH = 240;
const UNFOLDED_LENGTH = 20_000;
const NO_PLACES = { before: null, after: null };
const BARE = {
  sign: null,
  folded: null,
  matchedBy: null,
  byPlace: false,
  leaves: 0,
  names: "",
  before: null,
  after: null,
  paths: null,
  parts: null,
  reordered: false,
  places: NO_PLACES,
};

/** Writes out one row. */
export function rowView(row: DiffRow): DiffRowView {
  const { key, kind, path, label, depth } = row;
  const base = { ...BARE, key, kind, path, label: visibleText(label), depth };
  switch (row.kind) {
    case "heading":
      return { ...base, ...headingView(row.node), folded: row.folded };
    case "difference":
      return { ...base, ...differenceView(row.node, row.folded) };
    case "unchanged":
      return { ...base, folded: row.folded, leaves: row.leaves, names: namesOf(row.parts) };
    case "leaf": {
      const value = lineOf(row.value.node, FOLDED_LENGTH);
      return { ...base, before: row.side === "after" ? null : value, after: row.side === "before" ? null : value };
    }
  }
}

function headingView(node: DiffNode): Partial<DiffRowView> {
  const { matchedBy, byPlace } = node;
  if (node.kind === "inside" || node.kind === "same") return { matchedBy, byPlace };
  return {
    matchedBy,
    byPlace,
    sign: node.kind,
    paths: pathsOf(node),
    reordered: isReordered(node),
    places: bothPlaces(node),
  };
}

function differenceView(node: DiffNode, folded: boolean): Partial<DiffRowView> {
  const length = folded ? FOLDED_LENGTH : UNFOLDED_LENGTH;
  const { before, after } = node;
  // What the label says of an item need not be said again.
  const named = node.identity === undefined ? null : (node.parent?.matchedBy ?? null);
  const isMoved = node.kind === "moved" || node.kind === "renamed";
  const parts = isMoved ? null : partsOf(before, after, length);
  const [one, other] = [before && lineOf(before, length, named), after && lineOf(after, length, named)];
  const holdsMore = [before, after].some((value) => value !== null && value.children.length > 0);
  const isCut = one?.cut === true || other?.cut === true || parts?.some(({ text }) => text === CUT) === true;
  return {
    sign: node.kind as DiffKind,
    folded: isCut || !folded || holdsMore ? folded : null,
    before: one,
    after: other,
    paths: isMoved ? pathsOf(node) : null,
    parts,
    reordered: isReordered(node),
    places: bothPlaces(node),
  };
}

/** A value on one line in which nothing is unseen. */
function lineOf(value: JsonNode, length: number, without: string | null = null): ValuePreview {
  const preview = previewOf(value, length, without);
  return { ...preview, text: visibleText(preview.text) };
}

function isReordered({ kind, from }: DiffNode): boolean {
  return kind === "moved" && from === null;
}

function bothPlaces(node: DiffNode): DiffRowView["places"] {
  return { before: placesOn("before", node), after: placesOn("after", node) };
}

function pathsOf(node: DiffNode): DiffRowView["paths"] {
  const textOf = (side: "before" | "after") => visibleText(pathOn(side, node) ?? "");
  return { before: textOf("before"), after: textOf("after") };
}

const MOST_NAMES = 24;

function namesOf(parts: readonly { readonly path: string; readonly label: string }[]): string {
  const names = parts.slice(0, MOST_NAMES).map(({ path, label }, index) => (index === 0 ? path : label));
  if (parts.length > MOST_NAMES) names.push("…");
  return visibleText(names.join(", "));
}

/** Stands for the middle of a shared piece. */
const CUT = " … ";

function partsOf(before: JsonNode | null, after: JsonNode | null, length: number): TextPart[] | null {
  const [one, other] = [before?.value, after?.value];
  if (typeof one !== "string" || typeof other !== "string") return null;
  const parts = diffText(one, other);
  if (parts === null) return null;
  const each = Math.max(24, Math.floor(length / parts.length));
  const clipped = parts.flatMap((part, index) => clip(part, each, index === 0, index === parts.length - 1));
  const escaped = clipped.map(({ side, text }) => ({
    side,
    text: text === CUT ? text : visibleText(jsonTextOf(text).slice(1, -1)),
  }));
  return [{ side: "both", text: '"' }, ...escaped, { side: "both", text: '"' }];
}

function clip({ side, text }: TextPart, most: number, isFirst: boolean, isLast: boolean): TextPart[] {
  if (text.length <= most + CUT.length) return [{ side, text }];
  const cut: TextPart = { side, text: CUT };
  const half = side === "both" && !isFirst && !isLast ? most / 2 : most;
  const head = { side, text: wholeCharacters(text, half) };
  const end = text.length - Math.floor(half);
  const tail = { side, text: text.slice(isLow(text.charCodeAt(end)) ? end + 1 : end) };
  if (side !== "both" || isLast) return [head, cut];
  return isFirst ? [cut, tail] : [head, cut, tail];
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
