interface Path {
  readonly pointer: string;
  readonly path: string;
}

interface PresentPath extends Path {
  readonly presence: number;
}

export interface PlacedPath {
  /** The part that says what it lies in, and its own name. */
  readonly inside: string;
  readonly name: string;
  /** How many listed paths it lies in. */
  readonly depth: number;
}

/** Paths as a tree is written: each indented below the nearest listed path that it lies in. */
export function placePaths<P extends Path>(paths: readonly P[]): (P & PlacedPath)[] {
  const placed = new Map<string, P & PlacedPath>();
  for (const path of paths) {
    const parent = nearest(path.pointer, placed);
    const inside = parent !== undefined && path.path.startsWith(parent.path) ? parent.path : "";
    const separator = path.path.slice(inside.length).startsWith(".") ? "." : "";
    placed.set(path.pointer, {
      ...path,
      inside: `${inside}${inside === "" ? "" : separator}`,
      name: path.path.slice(inside === "" ? 0 : inside.length + separator.length),
      depth: parent === undefined ? 0 : parent.depth + 1,
    });
  }
  return [...placed.values()];
}

/**
 * The pointers that somebody has to expect to be absent: they are missing from events in which what they are part of
 * stands. A field that comes and goes with its parent says no more than the parent does.
 */
export function sometimesAbsent(paths: readonly PresentPath[]): Set<string> {
  const byPointer = new Map(paths.map((path) => [path.pointer, path]));
  return new Set(
    paths
      .filter(({ pointer, presence }) => presence < (nearest(pointer, byPointer)?.presence ?? 1))
      .map(({ pointer }) => pointer),
  );
}

function nearest<P>(pointer: string, known: ReadonlyMap<string, P>): P | undefined {
  for (let end = pointer.lastIndexOf("/"); end > 0; end = pointer.lastIndexOf("/", end - 1)) {
    const found = known.get(pointer.slice(0, end));
    if (found !== undefined) return found;
  }
  return undefined;
}
