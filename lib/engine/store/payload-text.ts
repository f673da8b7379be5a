import { InvalidEventError, UnstorableTextError } from "../errors";
import { isLossless, textOf } from "../json";
import { unstorablePart } from "./unstorable-text";

/** How deep data may be nested; Postgres, and what reads the events, recurse. */
export const MAX_DEPTH = 1000;
// An escape that could stand for a NUL character or for half of a surrogate pair.
const SUSPICIOUS_ESCAPE = /\\u(?:0000|[dD][89a-fA-F])/;
const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** The JSON text of a value, or an error that names the place in it that cannot be stored. */
export function payloadText(value: unknown, path: string, depth = 0): string {
  switch (typeof value) {
    case "string":
      return stringText(value, path);
    case "number":
      if (!Number.isFinite(value)) throw new InvalidEventError(path, `is ${value}, which JSON cannot express.`);
      return Object.is(value, -0) ? "-0" : String(value);
    case "boolean":
    case "bigint":
      return String(value);
    case "object":
      return value === null ? "null" : objectText(value, path, depth);
    default:
      throw new InvalidEventError(
        path,
        `is ${value === undefined ? "" : "a "}${typeof value}, which JSON cannot express.`,
      );
  }
}

/** Refuses JSON text that stands for something Postgres cannot store. */
export function checkStorable(json: string, path: string): void {
  if (!SUSPICIOUS_ESCAPE.test(json) && unstorablePart(json) === undefined) return;
  payloadText(JSON.parse(json), path);
}

function stringText(text: string, path: string): string {
  const unstorable = unstorablePart(text);
  if (unstorable !== undefined) throw new UnstorableTextError(path, unstorable);
  return JSON.stringify(text);
}

function objectText(value: object, path: string, depth: number): string {
  if (depth === MAX_DEPTH)
    throw new InvalidEventError(path, `is nested deeper than ${MAX_DEPTH} levels, or in itself.`);
  const written = textOf(value);
  if (written !== undefined) {
    checkStorable(written, path);
    return written;
  }
  if (isLossless(value)) return value.value;
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => payloadText(item, `${path}[${index}]`, depth + 1)).join(",")}]`;
  }
  if ("toJSON" in value && typeof value.toJSON === "function") return payloadText(value.toJSON(), path, depth + 1);
  const members = Object.entries(value).map(([key, member]) => {
    const place = memberPath(path, key);
    return `${stringText(key, place)}:${payloadText(member, place, depth + 1)}`;
  });
  return `{${members.join(",")}}`;
}

function memberPath(path: string, key: string): string {
  return PLAIN_KEY.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
