import type { UpcasterDraft } from "@/lib/api/upcasters";

export type Operation = UpcasterDraft["operations"][number];

/** The kinds of operations, in the order in which the menu offers them. */
export const OPERATION_KINDS = [
  "rename",
  "move",
  "remove",
  "set",
  "convert",
  "mapValues",
  "compute",
  "renameType",
  "split",
  "drop",
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** Those that may stand in a split: they change data, and neither the type nor the number of events. */
export const DATA_KINDS = ["rename", "move", "remove", "set", "convert", "mapValues", "compute"] as const;

export const CONVERT_TARGETS = ["integer", "number", "text", "boolean", "instant"] as const;
export type ConvertTarget = (typeof CONVERT_TARGETS)[number];

/** A value and what it becomes, both as the form shows them: JSON, or plain text where that is what is meant. */
export interface MappingForm {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** One event that a split makes. */
export interface SplitEventForm {
  readonly key: string;
  readonly type: string;
  readonly schemaVersion: string;
  readonly when: string;
  readonly operations: readonly OperationForm[];
}

/** One operation as the form holds it: every field as text, so that nothing typed is lost when the kind changes. */
export interface OperationForm {
  readonly key: string;
  readonly op: OperationKind;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly value: string;
  readonly expression: string;
  /** rename, move, convert: leave events without the field alone; set: only where there is none yet. */
  readonly lenient: boolean;
  readonly target: ConvertTarget;
  readonly decimals: string;
  readonly mappings: readonly MappingForm[];
  readonly otherwise: "fail" | "keep" | "value";
  readonly otherwiseValue: string;
  readonly type: string;
  readonly when: string;
  readonly events: readonly SplitEventForm[];
}

/** A new operation of a kind. */
export function emptyOperation(op: OperationKind, key: string): OperationForm {
  return {
    key,
    op,
    from: "",
    to: "",
    path: "",
    value: "",
    expression: "",
    lenient: false,
    target: "integer",
    decimals: "",
    mappings: [],
    otherwise: "fail",
    otherwiseValue: "",
    type: "",
    when: "",
    events: [],
  };
}

/** The operation that the form means, without the fields of other kinds. */
export function toOperation(form: OperationForm): Operation {
  const { op, from, to, path, lenient } = form;
  const ifPresent = lenient ? { ifPresent: true } : {};
  switch (op) {
    case "rename":
    case "move":
      return { op, from, to, ...ifPresent };
    case "remove":
      return { op, path };
    case "set":
      return { op, path, value: parseValue(form.value), ...(lenient ? { ifMissing: true } : {}) };
    case "convert":
      return { op, path, to: form.target, ...decimalsOf(form), ...ifPresent };
    case "mapValues":
      return {
        op,
        path,
        values: form.mappings.map((each) => ({ from: parseValue(each.from), to: parseValue(each.to) })),
        ...otherwiseOf(form),
      };
    case "compute":
      return { op, path, expression: form.expression };
    case "renameType":
      return { op, type: form.type };
    case "split":
      return { op, events: form.events.map(toSplitEvent) };
    case "drop":
      return { op, ...(form.when === "" ? {} : { when: form.when }) };
  }
}

function decimalsOf({ target, decimals }: OperationForm) {
  return target === "integer" && decimals !== "" ? { decimals: Number(decimals) } : {};
}

function otherwiseOf({ otherwise, otherwiseValue }: OperationForm) {
  if (otherwise === "fail") return {};
  return { otherwise: otherwise === "keep" ? "keep" : { value: parseValue(otherwiseValue) } };
}

function toSplitEvent({ type, schemaVersion, when, operations }: SplitEventForm) {
  return {
    ...(type === "" ? {} : { type }),
    ...(schemaVersion === "" ? {} : { schemaVersion: Number(schemaVersion) }),
    ...(when === "" ? {} : { when }),
    operations: operations.map(toOperation),
  };
}

/** The form of an operation; what is not there is empty. `key` names it among its neighbours. */
export function fromOperation(operation: Operation, key: string): OperationForm {
  const text = (field: string) => (typeof operation[field] === "string" ? (operation[field] as string) : "");
  const op = OPERATION_KINDS.find((kind) => kind === operation.op) ?? "set";
  const { otherwise, decimals } = operation;
  const isValue = typeof otherwise === "object" && otherwise !== null;
  return {
    ...emptyOperation(op, key),
    from: text("from"),
    to: op === "convert" ? "" : text("to"),
    path: text("path"),
    value: valueText(operation.value),
    expression: text("expression"),
    lenient: operation.ifPresent === true || operation.ifMissing === true,
    target: CONVERT_TARGETS.find((target) => op === "convert" && target === operation.to) ?? "integer",
    decimals: typeof decimals === "number" ? String(decimals) : "",
    mappings: listOf(operation.values).map(({ from, to }, index) => ({
      key: `${key}-${index}`,
      from: valueText(from),
      to: valueText(to),
    })),
    otherwise: isValue ? "value" : otherwise === "keep" ? "keep" : "fail",
    otherwiseValue: isValue ? valueText((otherwise as { value?: unknown }).value) : "",
    type: text("type"),
    when: text("when"),
    events: listOf(operation.events).map((event, index) => fromSplitEvent(event, `${key}-${index}`)),
  };
}

function fromSplitEvent(event: Readonly<Record<string, unknown>>, key: string): SplitEventForm {
  const { type, schemaVersion, when, operations } = event;
  return {
    key,
    type: typeof type === "string" ? type : "",
    schemaVersion: typeof schemaVersion === "number" ? String(schemaVersion) : "",
    when: typeof when === "string" ? when : "",
    operations: listOf(operations).map((each, index) => fromOperation(each as Operation, `${key}-${index}`)),
  };
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}

function valueText(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}

/** What a typed value means: JSON where it is some (`12`, `true`, `"EUR"`, `null`), else the text itself. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
