import type { UpcasterDraft } from "@/lib/api/upcasters";
import { fromOperation, type OperationForm, toOperation } from "./operation-form";

export interface DraftForm {
  readonly title: string;
  readonly type: string;
  readonly fromVersion: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly operations: readonly OperationForm[];
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

/** The form of a stored draft. */
export function fromDraft(draft: UpcasterDraft): DraftForm {
  return {
    title: draft.title,
    type: draft.type,
    fromVersion: draft.fromVersion,
    toType: draft.toType,
    toVersion: draft.toVersion,
    operations: draft.operations.map((operation, index) => fromOperation(operation, `stored-${index}`)),
  };
}

/** The form with another target; an operation that renames the type goes with it. */
export function withTarget(form: DraftForm, toType: string): DraftForm {
  const operations = form.operations.map((each) => (each.op === "renameType" ? { ...each, type: toType } : each));
  return { ...form, toType, operations };
}

/** The form with other operations; the target is the type that one of them says. */
export function withOperations(form: DraftForm, operations: readonly OperationForm[]): DraftForm {
  const renames = operations.find(({ op, type }) => op === "renameType" && type !== "");
  return { ...form, operations, toType: renames?.type ?? form.toType };
}

/** Why a draft cannot be saved yet; `null` when it can. */
export function missingWords(form: DraftForm): string | null {
  if (form.type === "") return "Choose the event type that it reads.";
  if (form.toType.trim() === "") return "Name the event type that it makes.";
  if (form.title.trim() === "") return "Give it a title.";
  return null;
}
