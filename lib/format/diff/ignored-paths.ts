/** Paths that a comparison leaves out, each with what is below it; `[*]` stands for any item of a list. */
export interface IgnoredPaths {
  readonly isEmpty: boolean;
  /** Whether this path, or one above it, is left out. */
  has(path: string): boolean;
  /** Whether something below this path may be left out. */
  mayBeBelow(path: string): boolean;
}

const ANY_ITEM = String.raw`\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]`;

/** Reads paths such as `totals`, `lines[L2].qty` and `lines[*].qty`. */
export function ignoredPaths(paths: readonly string[]): IgnoredPaths {
  const wanted = paths.filter((path) => path !== "");
  const patterns = wanted.map((path) => {
    const source = path.split("[*]").map(escaped).join(ANY_ITEM);
    return new RegExp(`^${source}(?=$|[.[])`);
  });
  const beginnings = wanted.map((path) => path.split("[*]")[0] ?? "");
  return {
    isEmpty: wanted.length === 0,
    has: (path) => patterns.some((pattern) => pattern.test(path)),
    mayBeBelow: (path) => beginnings.some((begin) => begin.startsWith(path) || path.startsWith(begin)),
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
