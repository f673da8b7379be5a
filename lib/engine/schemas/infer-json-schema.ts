import { pointerSteps } from "../projections/catalogue-pointer";

/** What the catalogue knows of one place in the data of the events of a (type, schema version). */
export interface InferredPath {
  /** A JSON Pointer in which `*` stands for every item of a list, and `~2` for a field of that name. */
  readonly pointer: string;
  readonly kinds: readonly { readonly kind: InferredKind; readonly count: number }[];
  /** How often something stood there: items of a list count each. */
  readonly seen: number;
  /** Every value as JSON; null when there are too many to know. */
  readonly values: readonly { readonly json: string }[] | null;
}

type InferredKind = "text" | "integer" | "number" | "truth value" | "null" | "object" | "list";

/** Of an `EventTypeShape` of the catalogue, what a schema is inferred from. */
export interface InferredShape {
  readonly events: number;
  readonly paths: readonly InferredPath[];
}

const MAX_NAMES = 24;
const MAX_ENUM = 12;
// Fewer repetitions than these, and the values seen so far are no list of all that there can be.
const SEEN_PER_VALUE = 5;

/**
 * The JSON Schema that every event seen so far fits: types, fields that are always there, and the values of texts that are
 * few. Fields that it does not know stay allowed, and numbers have no bounds.
 */
export function inferJsonSchema(shape: InferredShape): Record<string, unknown> {
  const root: Node = { seen: shape.events, path: null, fields: new Map(), items: null };
  for (const path of shape.paths) place(root, path);
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...schemaOf(root) };
}

interface Node {
  seen: number;
  path: InferredPath | null;
  readonly fields: Map<string, Node>;
  items: Node | null;
}

const emptyNode = (): Node => ({ seen: 0, path: null, fields: new Map(), items: null });

function place(root: Node, path: InferredPath): void {
  const steps = pointerSteps(path.pointer);
  if (steps.length > MAX_NAMES || (path.pointer !== "" && !path.pointer.startsWith("/"))) return;
  let node = root;
  for (const step of steps) {
    if ("items" in step) {
      node.items ??= emptyNode();
      node = node.items;
    } else {
      const next = node.fields.get(step.field) ?? emptyNode();
      node.fields.set(step.field, next);
      node = next;
    }
  }
  node.path = path;
  node.seen = path.seen;
}

function schemaOf(node: Node): Record<string, unknown> {
  const kinds = node.path === null ? guessedKinds(node) : node.path.kinds.map(({ kind }) => kind);
  const known = enumOf(node, kinds);
  if (known !== null) return { enum: known };
  return {
    ...typeOf(kinds),
    ...(kinds.includes("object") ? objectPart(node) : {}),
    ...(kinds.includes("list") && node.items !== null ? { items: schemaOf(node.items) } : {}),
  };
}

/** Of a place that the catalogue has only the inside of: the whole data, mostly. */
function guessedKinds(node: Node): InferredKind[] {
  return node.items === null ? ["object"] : [];
}

const TYPES: Readonly<Record<InferredKind, string>> = {
  text: "string",
  integer: "integer",
  number: "number",
  "truth value": "boolean",
  null: "null",
  object: "object",
  list: "array",
};

function typeOf(kinds: readonly InferredKind[]): { readonly type?: string | readonly string[] } {
  const types = new Set(kinds.map((kind) => TYPES[kind]));
  if (types.has("number")) types.delete("integer");
  const [only, ...others] = types;
  if (only === undefined) return {};
  return { type: others.length === 0 ? only : [...types].toSorted() };
}

function objectPart(node: Node): Record<string, unknown> {
  const fields = [...node.fields].filter(([name]) => name !== "__proto__");
  if (fields.length === 0) return {};
  const objects = node.path?.kinds.find(({ kind }) => kind === "object")?.count ?? node.seen;
  const required = fields.filter(([, field]) => field.seen >= objects && objects > 0).map(([name]) => name);
  return {
    properties: Object.fromEntries(fields.map(([name, field]) => [name, schemaOf(field)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function enumOf({ path, seen }: Node, kinds: readonly InferredKind[]): unknown[] | null {
  const values = path?.values ?? null;
  if (values === null || !kinds.includes("text") || kinds.some((kind) => kind !== "text" && kind !== "null"))
    return null;
  if (values.length > MAX_ENUM || seen < values.length * SEEN_PER_VALUE) return null;
  return values.map(({ json }) => JSON.parse(json) as unknown).toSorted();
}
