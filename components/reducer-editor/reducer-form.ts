import { randomId } from "@mantine/hooks";
import { parse, stringify } from "lossless-json";
import type { ReducerBody, ReducerChangeBody } from "@/lib/api/reducers";

export type ChangeOp = ReducerChangeBody["op"];

/** A change while it is written: what its kind does not have is kept for when the kind is chosen again. */
export interface ChangeForm {
  readonly id: string;
  readonly op: ChangeOp;
  readonly path: string;
  readonly expression: string;
  /** `null`: always. */
  readonly when: string | null;
  readonly member: string;
  readonly equals: string;
  readonly sets: readonly SetForm[];
  readonly otherwise: string | null;
}

export interface SetForm {
  readonly id: string;
  readonly path: string;
  readonly expression: string;
}

export interface TypeForm {
  readonly id: string;
  readonly type: string;
  /** `null`: every event of the type. */
  readonly when: string | null;
  readonly changes: readonly ChangeForm[];
}

/** A definition while it is written: every field is there, and lists have keys of their own. */
export interface ReducerForm {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  /** JSON, which may be broken while it is typed. */
  readonly initial: string;
  readonly types: readonly TypeForm[];
  readonly otherwise: "ignore" | "merge";
  readonly snapshotEvery: number;
}

export function emptyChange(op: ChangeOp, path = "", expression = ""): ChangeForm {
  const set = { id: randomId(), path: "", expression: "" };
  return { id: randomId(), op, path, expression, when: null, member: "", equals: "", sets: [set], otherwise: null };
}

export function emptyType(type: string): TypeForm {
  return { id: randomId(), type, when: null, changes: [emptyChange("set")] };
}

/** A form with nothing in it, for a category that may be known. */
export function emptyForm(category = ""): ReducerForm {
  const fields = { name: "", category, description: "", initial: "{}", types: [] };
  return { ...fields, otherwise: "ignore", snapshotEvery: 500 };
}

/** The form of a definition, numbers of its initial state with their digits. */
export function toForm(definition: ReducerBody): ReducerForm {
  const { name, category, description = "", initial = {}, on, otherwise = "ignore", snapshotEvery = 500 } = definition;
  return {
    name,
    category,
    description,
    initial: stringify(initial, null, 2) ?? "{}",
    types: on.map(({ type, when, changes }) => ({
      id: randomId(),
      type,
      when: when ?? null,
      changes: changes.map(toChangeForm),
    })),
    otherwise,
    snapshotEvery: Number(snapshotEvery),
  };
}

function toChangeForm(change: ReducerChangeBody): ChangeForm {
  const form = emptyChange(change.op, change.path);
  return {
    ...form,
    when: change.when ?? null,
    ...("expression" in change ? { expression: change.expression } : {}),
    ...("where" in change ? change.where : {}),
    ...(change.op === "change"
      ? { sets: change.set.map((set) => ({ id: randomId(), ...set })), otherwise: change.otherwise ?? null }
      : {}),
  };
}

/** The definition that a form says; of an initial state that is no JSON, nothing. */
export function toDefinition(form: ReducerForm): ReducerBody {
  return {
    name: form.name.trim(),
    category: form.category.trim(),
    description: form.description.trim(),
    initial: readInitial(form.initial) ?? {},
    on: form.types.map(({ type, when, changes }) => ({
      type: type.trim(),
      ...(isWritten(when) ? { when: when.trim() } : {}),
      changes: changes.map(toChange),
    })),
    otherwise: form.otherwise,
    snapshotEvery: form.snapshotEvery,
  };
}

function toChange(form: ChangeForm): ReducerChangeBody {
  const { op, member, equals, sets, otherwise } = form;
  const path = form.path.trim();
  const when = isWritten(form.when) ? { when: form.when.trim() } : {};
  const where = { member: member.trim(), equals: equals.trim() };
  switch (op) {
    case "remove":
      return { op, path, ...when };
    case "take":
      return { op, path, where, ...when };
    case "change": {
      const set = sets.map((each) => ({ path: each.path.trim(), expression: each.expression.trim() }));
      return { op, path, where, set, ...(isWritten(otherwise) ? { otherwise: otherwise.trim() } : {}), ...when };
    }
    default:
      return { op, path, expression: form.expression.trim(), ...when };
  }
}

const isWritten = (text: string | null): text is string => text !== null && text.trim() !== "";

/** The initial state that a text says; `null` when it is no JSON object. */
export function readInitial(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = parse(text.trim() === "" ? "{}" : text);
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** A definition as JSON text, numbers digit for digit: the same for forms that say the same. */
export function definitionText(definition: ReducerBody, space?: number): string {
  return stringify(definition, null, space) ?? "{}";
}

/** The form of a definition that was stored as text. */
export function formOfText(text: string): ReducerForm {
  return toForm(parse(text) as ReducerBody);
}
