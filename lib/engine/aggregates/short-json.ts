import { stringifyLossless } from "../json";
import { memberNames, partsOf } from "./json-parts";

/** A value as JSON, or the beginning of it. */
export interface ShortJson {
  readonly text: string;
  /** There is more of it than `text`. */
  readonly cut: boolean;
}

/** Writes a value as JSON, and no more of it than about `limit` characters, however large it is. */
export function shortJson(value: unknown, limit: number): ShortJson {
  let text = "";
  const write = (part: string) => {
    text += part;
    return text.length <= limit;
  };
  const isWhole = writeJson(value, write, limit) && text.length <= limit;
  return isWhole ? { text, cut: false } : { text: withoutHalfPair(text.slice(0, limit)), cut: true };
}

function writeJson(value: unknown, write: (part: string) => boolean, limit: number): boolean {
  if (typeof value === "string") return write(JSON.stringify(value.length > limit ? value.slice(0, limit + 1) : value));
  const parts = partsOf(value);
  if (parts === null) return write(stringifyLossless(value));
  if (parts.kind === "list") {
    if (!write("[")) return false;
    for (const [index, item] of parts.items.entries()) {
      if ((index > 0 && !write(",")) || !writeJson(item, write, limit)) return false;
    }
    return write("]");
  }
  if (!write("{")) return false;
  for (const [index, name] of memberNames(parts.members).entries()) {
    if (!write(`${index > 0 ? "," : ""}${JSON.stringify(name)}:`)) return false;
    if (!writeJson(parts.members[name], write, limit)) return false;
  }
  return write("}");
}

function withoutHalfPair(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
