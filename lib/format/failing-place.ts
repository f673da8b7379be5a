import { type PayloadLine, payloadLines } from "./payload-lines";

export interface FailingPlace {
  /** The JSON Pointer of the value that the error is about. */
  readonly pointer: string;
  /** What the error wanted there: "expected number"; or only that it names it. */
  readonly note: string;
}

// What is demanded or found is no field: "expected number" says nothing about a field called number.
const WANTED = /\b(?:expected|must be|got|received|and is)\s+(?:an? )?\w+/g;
const WISH = /\b(expected|must be)\s+((?:an? )?[\w -]{2,40}?)(?=[,.;:]|$|\s(?:and|but|got|received)\b)/;
const LEAST_NAME = 2;

/** The place in a payload that an error's message names: by its path, by its last field, or by quoting its value. */
export function failingPlace(message: string, text: string): FailingPlace | null {
  const lines = (payloadLines(text) ?? []).filter(({ path, tokens }) => path !== "" && isValue(tokens));
  const words = message.replace(WANTED, " ");
  const line =
    longest(lines.filter(({ path }) => spellings(path).some((name) => mentions(words, name)))) ??
    onlyOne(lines.filter(({ path }) => mentions(words, lastSegment(path)))) ??
    onlyOne(lines.filter(({ tokens }) => quotes(message, tokens)));
  if (line === null) return null;
  const wish = WISH.exec(message);
  return { pointer: line.path, note: wish === null ? "named by the error" : `${wish[1]} ${wish[2]}` };
}

function isValue(tokens: PayloadLine["tokens"]): boolean {
  const [first] = tokens;
  return first !== undefined && first.text !== "}" && first.text !== "]";
}

function segments(pointer: string): string[] {
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function lastSegment(pointer: string): string {
  return segments(pointer).at(-1) ?? "";
}

/** As messages write a path: `lines[0].sku`, `lines.0.sku`, `/lines/0/sku`. */
function spellings(pointer: string): string[] {
  const parts = segments(pointer);
  const bracketed = parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`));
  return [...new Set([bracketed.join(""), parts.join("."), pointer])];
}

function mentions(message: string, name: string): boolean {
  if (name.length < LEAST_NAME || /^\d+$/.test(name)) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(`(?:^|data\\.|[^\\w$.])${escaped}(?![\\w$])`, "u").test(message);
}

function quotes(message: string, tokens: PayloadLine["tokens"]): boolean {
  const value = tokens.findLast(({ kind }) => kind === "string" || kind === "number");
  return value !== undefined && value.text.length > 3 && message.includes(value.text);
}

function longest(lines: readonly PayloadLine[]): PayloadLine | null {
  return lines.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}

function onlyOne(lines: readonly PayloadLine[]): PayloadLine | null {
  return lines.length === 1 ? (lines[0] ?? null) : null;
}
