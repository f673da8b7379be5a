import type { MaskStep } from "./mask-path";

/** Which parts of a JSON value are masked: a tree of the paths that lead to them. */
export interface MaskTree {
  readonly members: Map<string, MaskTree>;
  items: MaskTree | null;
  /** This, and everything below it. */
  whole: boolean;
  /** Told when there is something here. */
  readonly found: (() => void)[];
}

/** A path, and who is told when a value is at it. */
interface MaskedPath {
  readonly steps: readonly MaskStep[];
  readonly found: () => void;
}

/** What stands for what. */
export interface Replacements {
  /** A text, a number, true or false, as JSON, that is masked. */
  readonly masked: (json: string) => string;
  /** The name of a member of what is masked as a whole, as JSON. */
  readonly name: (json: string) => string;
  /** Any other text, also the name of a member, as JSON; null: they all stay. */
  readonly text: ((json: string) => string) | null;
  /** Any other number, as JSON. */
  readonly number: (digits: string) => string;
}

/** The tree of some paths. */
export function maskTree(paths: Iterable<MaskedPath>): MaskTree {
  const root = emptyTree();
  for (const { steps, found } of paths) {
    let at = root;
    for (const step of steps) at = step === "items" ? itemsOf(at) : memberOf(at, step.member);
    at.whole = true;
    at.found.push(found);
  }
  return root;
}

function emptyTree(): MaskTree {
  return { members: new Map(), items: null, whole: false, found: [] };
}

function itemsOf(tree: MaskTree): MaskTree {
  tree.items ??= emptyTree();
  return tree.items;
}

function memberOf(tree: MaskTree, name: string): MaskTree {
  const known = tree.members.get(name) ?? emptyTree();
  tree.members.set(name, known);
  return known;
}

const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}"[{:]+/y;
const SPACE = /\s*/y;

/** The JSON text with some values replaced, and all the rest as it was, to the character. `json` must be valid. */
export function replaceValues(json: string, tree: MaskTree, replacements: Replacements): string {
  const { masked, name, text, number } = replacements;
  const parts: string[] = [];
  let at = 0;
  let copied = 0;
  const skipSpace = () => {
    SPACE.lastIndex = at;
    SPACE.exec(json);
    at = SPACE.lastIndex;
  };
  const scalar = (): string => {
    SCALAR.lastIndex = at;
    const found = SCALAR.exec(json)?.[0] ?? "";
    if (found === "") throw new SyntaxError(`This is no JSON at character ${at + 1}.`);
    at += found.length;
    return found;
  };
  const write = (written: string, length: number) => {
    parts.push(json.slice(copied, at - length), written);
    copied = at;
  };
  const value = (node: MaskTree | null, whole: boolean): void => {
    skipSpace();
    const isMasked = whole || node?.whole === true;
    for (const tell of node?.found ?? []) tell();
    const open = json[at];
    if (open === "{" || open === "[") {
      at++;
      inside(open, node, isMasked);
      return;
    }
    const found = scalar();
    if (isMasked) write(masked(found), found.length);
    else if (text !== null && found.startsWith('"')) write(text(found), found.length);
    else if (text !== null && /^[1-9]/.test(found)) write(number(found), found.length);
  };
  const inside = (open: "{" | "[", node: MaskTree | null, isMasked: boolean): void => {
    const close = open === "{" ? "}" : "]";
    const names = new Map<string, string>();
    for (skipSpace(); json[at] !== close; skipSpace()) {
      if (json[at] === ",") at++;
      let below = open === "[" ? (node?.items ?? null) : null;
      if (open === "{") {
        skipSpace();
        const key = scalar();
        if (node !== null && node.members.size > 0) below = node.members.get(JSON.parse(key)) ?? null;
        if (isMasked) write(nameFor(key, names), key.length);
        else if (text !== null) write(text(key), key.length);
        skipSpace();
        at++;
      }
      value(below, isMasked);
    }
    at++;
  };
  // No two members of an object become one, however unlikely it is that they would.
  const nameFor = (key: string, names: Map<string, string>): string => {
    let other = name(key);
    for (let count = 2; (names.get(other) ?? key) !== key; count++) other = `${name(key).slice(0, -1)}-${count}"`;
    names.set(other, key);
    return other;
  };
  value(tree, false);
  parts.push(json.slice(copied));
  return parts.join("");
}
