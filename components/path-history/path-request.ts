import type { PathOfState } from "@/lib/api/stream-history";

interface PathUrl {
  readonly path: string | null;
  readonly pathAt: number | null;
  readonly reducer: string | null;
}

/** The history that the address asks for, up to the newest version; null: none. */
export function pathRequestOf({ path, pathAt, reducer }: PathUrl, last: number): PathOfState | null {
  if (path === null) return null;
  const version = Math.max(0, Math.min(pathAt ?? last, last));
  return { path, version, to: last, ...(reducer === null ? {} : { reducer }) };
}
