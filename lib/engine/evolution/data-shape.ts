/** What stood at one place in the data of the events that were looked at. */
export interface DataShape {
  readonly kinds: Set<JsonKind>;
  /** In how many of the events it stood there. */
  seen: number;
  readonly fields: Map<string, DataShape>;
  items: DataShape | null;
}

export type JsonKind = "text" | "number" | "truth value" | "null" | "object" | "list";

const MAX_FIELDS = 2_000;
const MAX_DEPTH = 12;

/** A shape that has seen nothing yet. */
export function emptyShape(): DataShape {
  return { kinds: new Set(), seen: 0, fields: new Map(), items: null };
}

/** Adds the data of one event; of data with more fields than anyone writes expressions about, a part. */
export function addToShape(shape: DataShape, value: unknown, depth = 0): void {
  shape.seen++;
  const kind = kindOf(value);
  shape.kinds.add(kind);
  if (depth >= MAX_DEPTH) return;
  if (kind === "list") {
    shape.items ??= emptyShape();
    for (const item of (value as unknown[]).slice(0, 20)) addToShape(shape.items, item, depth + 1);
  } else if (kind === "object") {
    for (const [name, item] of Object.entries(value as object)) {
      const known = shape.fields.get(name);
      if (known === undefined && shape.fields.size >= MAX_FIELDS) continue;
      const field = known ?? emptyShape();
      if (known === undefined) shape.fields.set(name, field);
      addToShape(field, item, depth + 1);
    }
  }
}

function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "list";
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "truth value";
    case "object":
      return "object";
    default:
      return "number";
  }
}

/** What stood at a path below a place; a number is any item of a list. Null: nothing did. */
export function shapeAt(shape: DataShape, path: readonly (string | number)[]): DataShape | null {
  let at: DataShape | null = shape;
  for (const part of path) {
    if (at === null) return null;
    at = typeof part === "number" ? at.items : (at.fields.get(part) ?? null);
  }
  return at;
}

/** A place in the data, as an expression names it. */
export interface ShapePath {
  readonly path: string;
  readonly kinds: readonly JsonKind[];
  readonly seen: number;
}

/** Every place that was seen, in the order of the data: `data.amount`, `data.lines[0].price`, `data["vehicle class"]`. */
export function shapePaths(shape: DataShape, limit = 500): ShapePath[] {
  const paths: ShapePath[] = [];
  const walk = (at: DataShape, path: string): void => {
    if (paths.length >= limit) return;
    if (path !== "data") paths.push({ path, kinds: [...at.kinds], seen: at.seen });
    for (const [name, field] of at.fields) walk(field, path + celStep(name));
    if (at.items !== null) for (const [name, field] of at.items.fields) walk(field, `${path}[0]${celStep(name)}`);
  };
  walk(shape, "data");
  return paths;
}

// Words that CEL keeps for itself cannot follow a dot.
const RESERVED = new Set(
  "as break const continue else false for function if import in let loop namespace null package return true var void while".split(
    " ",
  ),
);

/** A field in CEL: `.amount`, `["vehicle class"]`. */
export function celStep(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
