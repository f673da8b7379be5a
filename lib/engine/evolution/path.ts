/** The names and array places that lead from the root of a JSON value to a part of it. */
export type PathSegments = readonly string[];

const PLAIN = /^[\p{L}\p{N}_$][\p{L}\p{N}_$ -]*$/u;
const REFUSED: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads a path: dotted names (`address.city`, `lines.0.price`), or a JSON Pointer (`/address/zip.code`) where a name
 * has a dot or a slash in it. The empty path is the whole value.
 */
export function parsePath(path: string): PathSegments {
  if (path === "") return [];
  if (!path.startsWith("/")) return path.split(".");
  return path
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Writes a path as `parsePath` reads it: dotted where every name is plain, else as a JSON Pointer. */
export function formatPath(segments: PathSegments): string {
  if (segments.length === 0) return "";
  if (segments.every((segment) => PLAIN.test(segment))) return segments.join(".");
  return `/${segments.map((segment) => segment.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
}

/** Says what is wrong with a path that an operation wants to write to; undefined when nothing is. */
export function problemWithPath(path: string): string | undefined {
  const segments = parsePath(path);
  if (segments.length === 0) return "A path names at least one field, such as amount or address.city.";
  if (segments.length > 32) return "A path has at most 32 names.";
  if (!path.startsWith("/") && segments.includes("")) return "A dotted path has no empty names.";
  const refused = segments.find((segment) => REFUSED.has(segment));
  return refused === undefined ? undefined : `"${refused}" cannot be part of a path.`;
}
