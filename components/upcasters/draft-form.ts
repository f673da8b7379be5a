import type { UpcasterDraft } from "@/lib/api/upcasters";

export const OPERATION_KINDS = ["rename", "set", "remove", "compute"] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** One operation as the form holds it: every field as text, so that nothing typed is lost when the kind changes. */
export interface OperationForm {
  readonly key: string;
  readonly op: OperationKind;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly value: string;
  readonly expression: string;
  /** rename: leave events without the field alone; set: only where there is none yet. */
  readonly lenient: boolean;
}

export interface DraftForm {
  readonly title: string;
  readonly type: string;
  readonly fromVersion: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly operations: readonly OperationForm[];
}

/** A new operation of a kind. */
export function emptyOperation(op: OperationKind, key: string): OperationForm {
  return { key, op, from: "", to: "", path: "", value: "", expression: "", lenient: false };
}

/** The draft that the form means, as it is stored and tried. */
export function toDraft(form: DraftForm): UpcasterDraft {
  return {
    title: form.title.trim(),
    type: form.type,
    fromVersion: form.fromVersion,
    toType: form.toType,
    toVersion: form.toVersion,
    operations: form.operations.map(toOperation),
  };
}

function toOperation(operation: OperationForm): UpcasterDraft["operations"][number] {
  const { op, from, to, path, expression, lenient } = operation;
  switch (op) {
    case "rename":
      return { op, from, to, ...(lenient ? { ifPresent: true } : {}) };
    case "set":
      return { op, path, value: parseValue(operation.value), ...(lenient ? { ifMissing: true } : {}) };
    case "remove":
      return { op, path };
    case "compute":
      return { op, path, expression };
  }
}

/** The form of a stored draft. */
export function fromDraft(draft: UpcasterDraft): DraftForm {
  return {
    title: draft.title,
    type: draft.type,
    fromVersion: draft.fromVersion,
    toType: draft.toType,
    toVersion: draft.toVersion,
    operations: draft.operations.map((operation, index) => {
      const text = (field: string) => (typeof operation[field] === "string" ? operation[field] : "");
      const op = OPERATION_KINDS.find((kind) => kind === operation.op) ?? "set";
      return {
        key: `stored-${index}`,
        op,
        from: text("from"),
        to: text("to"),
        path: text("path"),
        value: operation.value === undefined ? "" : JSON.stringify(operation.value),
        expression: text("expression"),
        lenient: operation.ifPresent === true || operation.ifMissing === true,
      };
    }),
  };
}

/** What a typed value means: JSON where it is some (`12`, `true`, `"EUR"`, `null`), else the text itself. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Why a draft cannot be saved yet; `null` when it can. */
export function missingWords(form: DraftForm): string | null {
  if (form.type === "") return "Choose the event type that it reads.";
  if (form.toType.trim() === "") return "Name the event type that it makes.";
  if (form.title.trim() === "") return "Give it a title.";
  return null;
}
