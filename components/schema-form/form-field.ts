import { jsonTextOf } from "@/lib/format/json-tree";

/** What one place in an event's data is filled in with, from its JSON Schema. */
export interface FormField {
  readonly kind: "text" | "number" | "boolean" | "date" | "date-time" | "choice" | "object" | "list" | "json";
  /** Of a number: whole ones only. */
  readonly whole?: boolean;
  /** It can also be null. */
  readonly nullable: boolean;
  /** Of a choice: its values as JSON. */
  readonly choices?: readonly string[];
  /** Of an object, in the order of the schema. */
  readonly members?: readonly FormMember[];
  /** Of a list. */
  readonly item?: FormField;
  readonly description?: string;
}

interface FormMember {
  readonly name: string;
  readonly required: boolean;
  readonly field: FormField;
}

const MAX_LEVELS = 12;
const MAX_MEMBERS = 200;
const ANYTHING: FormField = { kind: "json", nullable: false };

/** The fields of a form for a JSON Schema; what no field can stand for is filled in as JSON. */
export function formField(schema: unknown): FormField {
  return fieldOf(schema, schema, 0);
}

type Schema = Readonly<Record<string, unknown>>;

function fieldOf(schema: unknown, root: unknown, level: number): FormField {
  if (!isSchema(schema) || level > MAX_LEVELS) return ANYTHING;
  const target = typeof schema.$ref === "string" ? targetOf(schema.$ref, root) : null;
  if (target !== null) return fieldOf({ ...target, ...withoutRef(schema) }, root, level + 1);
  const described = typeof schema.description === "string" ? { description: schema.description } : {};
  const field = alternativeOf(schema, root, level) ?? plainField(schema, root, level);
  return { ...field, ...described };
}

function plainField(schema: Schema, root: unknown, level: number): FormField {
  const values = "const" in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : null;
  if (values !== null) {
    const texts = values.filter((value) => value !== null).map((value) => jsonTextOf(value));
    return { kind: "choice", nullable: values.includes(null), choices: [...new Set(texts)] };
  }
  const types = [schema.type ?? guessedType(schema)].flat().filter((type) => type !== "null");
  const nullable = [schema.type].flat().includes("null");
  const [only] = types;
  if (types.length !== 1) return { ...ANYTHING, nullable };
  switch (only) {
    case "string":
      return { kind: formatOf(schema), nullable };
    case "number":
      return { kind: "number", nullable };
    case "integer":
      return { kind: "number", whole: true, nullable };
    case "boolean":
      return { kind: "boolean", nullable };
    case "object":
      return isSchema(schema.properties)
        ? { kind: "object", nullable, members: membersOf(schema, schema.properties, root, level) }
        : { ...ANYTHING, nullable };
    case "array":
      return isSchema(schema.items)
        ? { kind: "list", nullable, item: fieldOf(schema.items, root, level + 1) }
        : { ...ANYTHING, nullable };
    default:
      return { ...ANYTHING, nullable };
  }
}

/** Of alternatives, the one besides null, where there is just one. */
function alternativeOf(schema: Schema, root: unknown, level: number): FormField | null {
  const list = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(list)) return null;
  const others = list.filter((each) => !(isSchema(each) && each.type === "null"));
  if (others.length !== 1 || others.length === list.length)
    return { ...ANYTHING, nullable: others.length < list.length };
  return { ...fieldOf(others[0], root, level + 1), nullable: true };
}

function membersOf(schema: Schema, properties: Schema, root: unknown, level: number): FormMember[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(properties)
    .slice(0, MAX_MEMBERS)
    .map(([name, member]) => ({ name, required: required.has(name), field: fieldOf(member, root, level + 1) }));
}

function formatOf({ format }: Schema): "text" | "date" | "date-time" {
  return format === "date" || format === "date-time" ? format : "text";
}

function guessedType({ properties }: Schema): string | undefined {
  return isSchema(properties) ? "object" : undefined;
}

function targetOf(ref: string, root: unknown): Schema | null {
  if (!ref.startsWith("#/")) return null;
  let at: unknown = root;
  for (const step of ref.slice(2).split("/")) {
    if (!isSchema(at)) return null;
    at = at[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return isSchema(at) ? at : null;
}

function withoutRef({ $ref: _, ...schema }: Schema): Schema {
  return schema;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
