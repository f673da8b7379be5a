import { spend } from "../../evolution/cel/fuel";
import { ExpressionError, type ExpressionPlace } from "../../evolution/cel/parse";
import { type JsonDraft, JsonEditError, valueAt } from "../../evolution/json-draft";
import { type PathSegments, parsePath } from "../../evolution/path";
import type { ReadableEvent } from "../../evolution/upcaster";
import { digitsOf } from "../../json";
import type { ReducerChange } from "./console-reducer-definition";
import type { ExactExpression } from "./exact-expression";
import { fromExact } from "./exact-values";

/** Which expression of a change, or of its event type, is meant. */
export type ExpressionPart = "when" | "expression" | "equals" | "otherwise" | `set ${number}`;

/** A change that could not be made, with the event type, the place in the definition and in the expression. */
export class ReducerChangeError extends Error {
  override readonly name = "ReducerChangeError";
  readonly type: string;
  /** `null`: the condition of the whole type. */
  readonly change: number | null;
  readonly path: string;
  readonly part: ExpressionPart | null;
  readonly expression: string | null;
  readonly place: ExpressionPlace | undefined;

  constructor(at: ChangePlace, cause: unknown) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    super(`on ${at.type}, ${spoken(at)}: ${problem}`, { cause });
    this.type = at.type;
    this.change = at.change;
    this.path = at.path;
    this.part = at.part;
    this.expression = cause instanceof ExpressionError ? cause.expression : null;
    this.place = cause instanceof ExpressionError ? cause.place : undefined;
  }
}

interface ChangePlace {
  readonly type: string;
  readonly change: number | null;
  readonly path: string;
  readonly part: ExpressionPart | null;
}

function spoken({ change, path, part }: ChangePlace): string {
  if (change === null) return "its condition";
  const what = part === null || part === "expression" ? "" : ` (${part})`;
  return `change ${change + 1} of ${path}${what}`;
}

/** What a change works with: the state so far, and the event. */
export interface Moment {
  readonly draft: JsonDraft;
  readonly data: unknown;
  readonly event: ReadableEvent;
}

export type Compile = (text: string, part: ExpressionPart) => ExactExpression;
type Step = (moment: Moment) => void;

// Every item is looked at for every event: beyond this, one event could hold the process for seconds.
const MAX_ITEMS = 20_000;

/** Compiles a change into what it does to the state; it throws a ReducerChangeError, and the caller drops the draft. */
export function compileChange(change: ReducerChange, place: Omit<ChangePlace, "part">, compile: Compile): Step {
  const guarded = (text: string, part: ExpressionPart) => {
    const expression = compile(text, part);
    return ({ draft, ...moment }: Moment, item?: unknown): unknown => {
      try {
        return fromExact(expression.evaluate({ state: draft.root, item, ...moment }));
      } catch (error) {
        throw new ReducerChangeError({ ...place, part }, error);
      }
    };
  };
  const { when } = change;
  const holds = when ? truth(guarded(when, "when"), { ...place, part: "when" }) : null;
  const make = stepOf(change, guarded);
  return (moment) => {
    if (holds !== null && !holds(moment)) return;
    try {
      make(moment);
    } catch (error) {
      throw error instanceof ReducerChangeError ? error : new ReducerChangeError({ ...place, part: null }, error);
    }
  };
}

type Value = (moment: Moment, item?: unknown) => unknown;

/** A condition is true or false, and nothing else. */
export function truth(value: Value, place: ChangePlace): (moment: Moment) => boolean {
  return (moment) => {
    const result = value(moment);
    if (typeof result === "boolean") return result;
    throw new ReducerChangeError(place, new Error("A condition is true or false; this is neither."));
  };
}

function stepOf(change: ReducerChange, guarded: (text: string, part: ExpressionPart) => Value): Step {
  const path = parsePath(change.path);
  switch (change.op) {
    case "set": {
      const value = guarded(change.expression, "expression");
      return (moment) => moment.draft.put(path, value(moment));
    }
    case "remove":
      return ({ draft }) => draft.remove(path);
    case "add": {
      const value = guarded(change.expression, "expression");
      return (moment) => addTo(moment.draft, path, value(moment));
    }
    case "change": {
      const equals = guarded(change.where.equals, "equals");
      const member = parsePath(change.where.member);
      const sets = change.set.map(({ path: at, expression }, index) => ({
        path: parsePath(at),
        value: guarded(expression, `set ${index}`),
      }));
      const otherwise = change.otherwise ? guarded(change.otherwise, "otherwise") : null;
      return (moment) => {
        const { draft } = moment;
        const places = placesWhere(listAt(draft, path), member, equals(moment));
        for (const { index, item } of places) {
          const values = sets.map(({ value }) => value(moment, item));
          sets.forEach(({ path: at }, place) => {
            draft.put([...path, String(index), ...at], values[place]);
          });
        }
        if (places.length === 0 && otherwise !== null) addTo(draft, path, otherwise(moment));
      };
    }
    case "take": {
      const equals = guarded(change.where.equals, "equals");
      const member = parsePath(change.where.member);
      return (moment) => {
        const { draft } = moment;
        const list = listAt(draft, path);
        const taken = new Set(placesWhere(list, member, equals(moment)).map(({ index }) => index));
        if (taken.size > 0)
          draft.put(
            path,
            list.filter((_, index) => !taken.has(index)),
          );
      };
    }
  }
}

function addTo(draft: JsonDraft, path: PathSegments, item: unknown): void {
  const list = listAt(draft, path);
  if (list.length === 0) draft.put(path, [item]);
  else draft.put([...path, String(list.length)], item);
}

function listAt(draft: JsonDraft, path: PathSegments): readonly unknown[] {
  const list = draft.at(path);
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new JsonEditError(path, "is no list.");
  return list;
}

function placesWhere(list: readonly unknown[], member: PathSegments, value: unknown) {
  if (list.length > MAX_ITEMS) {
    throw new Error(`The list has ${list.length} items; at most ${MAX_ITEMS} are looked through for one event.`);
  }
  spend(list.length);
  const wanted = comparable(value);
  return list.flatMap((item, index) => {
    const own = member.length === 0 ? item : valueAt(item, member);
    return own !== undefined && comparable(own) === wanted ? [{ index, item }] : [];
  });
}

/** The same for equal texts, truth values, nulls and numbers, `1` and `1.0` among them; objects and lists equal nothing. */
function comparable(value: unknown): unknown {
  const digits = digitsOf(value);
  if (digits !== undefined) return `number ${Number.isSafeInteger(Number(digits)) ? Number(digits) : digits}`;
  if (typeof value === "string") return `text ${value}`;
  return typeof value === "object" && value !== null ? Symbol("container") : value;
}
