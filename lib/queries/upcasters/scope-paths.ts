import "server-only";
import type { ScopePath } from "@/lib/api/upcaster-preview";
import { celStep, type DataShape, formatPath } from "@/lib/engine";

/** The places that were seen, in the order of the data, as operations and as expressions name them. */
export function scopePaths(shape: DataShape, limit: number, root = "data"): ScopePath[] {
  const paths: ScopePath[] = [];
  const walk = (at: DataShape, segments: readonly string[], name: string, presence: number): void => {
    if (paths.length >= limit) return;
    if (segments.length > 0) paths.push({ path: formatPath(segments), name, kinds: [...at.kinds], presence });
    for (const [field, inner] of at.fields) {
      walk(inner, [...segments, field], name + celStep(field), presence * shareOf(inner, at));
    }
    for (const [field, inner] of at.items?.fields ?? []) {
      walk(inner, [...segments, "0", field], `${name}[0]${celStep(field)}`, presence);
    }
  };
  walk(shape, [], root, 1);
  return paths;
}

function shareOf(inner: DataShape, outer: DataShape): number {
  return outer.seen === 0 ? 0 : inner.seen / outer.seen;
}
