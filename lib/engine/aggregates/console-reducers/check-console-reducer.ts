import { checkExpression } from "../../evolution/cel/check";
import type { CheckScope } from "../../evolution/cel/check-scope";
import type { ExpressionProblem } from "../../evolution/cel/expression-problem";
import { typeInWords } from "../../evolution/cel/words";
import type { DataShape } from "../../evolution/data-shape";
import { parsePath } from "../../evolution/path";
import type { ConsoleReducerDefinition, ReducerChange } from "./console-reducer-definition";

/** A mistake in an expression; `path` leads to it in the definition: `on.0.changes.2.expression`. */
export interface ReducerProblem extends ExpressionProblem {
  readonly path: string;
}

type Result = "value" | "truth" | "scalar";

interface PlacedExpression {
  readonly path: string;
  readonly text: string;
  readonly result: Result;
  /** Whether it is about an item of a list. */
  readonly ofItem: boolean;
}

/**
 * Every mistake in the expressions of a definition that can be seen without running them, each with its characters.
 * `shapes` says what the data of stored events looks like, by type; what is not in it is not checked.
 */
export function checkConsoleReducer(
  definition: ConsoleReducerDefinition,
  shapes: ReadonlyMap<string, DataShape>,
): ReducerProblem[] {
  const state = fieldsOfState(definition);
  return definition.on.flatMap((on, place) => {
    const shape = shapes.get(on.type);
    const scope: CheckScope = {
      in: "reducer",
      row: null,
      shapes: shape === undefined ? [] : [{ type: on.type, shape }],
      ...(state === null ? {} : { state }),
    };
    return expressionsOf(on, `on.${place}`).flatMap((expression) => problemsOf(expression, scope));
  });
}

function problemsOf({ path, text, result, ofItem }: PlacedExpression, scope: CheckScope): ReducerProblem[] {
  if (text === "") return [{ path, severity: "error", from: 0, to: 0, message: "Write an expression." }];
  const { problems, type } = checkExpression(text, scope);
  const found: ExpressionProblem[] = [...problems];
  const whole = { severity: "error", from: 0, to: text.length } as const;
  const message = type === null ? null : refused(result, type);
  if (message !== null) found.push({ ...whole, message });
  const item = ofItem ? null : /\bitem\b(?!\s*,)/.exec(text);
  if (item !== null && type !== null && !/\bitem\s*,/.test(text)) {
    const message = "There is an item only where items of a list are changed.";
    found.push({ severity: "error", from: item.index, to: item.index + 4, message });
  }
  return found.map((problem) => ({ path, ...problem }));
}

function refused(result: Result, type: string): string | null {
  if (type === "type" || type === "bytes") return `A state does not hold ${typeInWords(type)}.`;
  if (result === "truth" && type !== "bool" && type !== "dyn") {
    return `A condition is a truth value, and not ${typeInWords(type)}.`;
  }
  const isContainer = type.startsWith("list") || type.startsWith("map");
  return result === "scalar" && isContainer ? `Nothing equals ${typeInWords(type)}.` : null;
}

function expressionsOf({ when, changes }: ConsoleReducerDefinition["on"][number], at: string): PlacedExpression[] {
  const of = (path: string, text: string | undefined, result: Result, ofItem = false): PlacedExpression[] =>
    text === undefined || (text === "" && result === "truth") ? [] : [{ path, text, result, ofItem }];
  return [
    ...of(`${at}.when`, when, "truth"),
    ...changes.flatMap((change, index) => {
      const place = `${at}.changes.${index}`;
      return [...of(`${place}.when`, change.when, "truth"), ...inChange(change, place, of)];
    }),
  ];
}

function inChange(
  change: ReducerChange,
  at: string,
  of: (path: string, text: string | undefined, result: Result, ofItem?: boolean) => PlacedExpression[],
): PlacedExpression[] {
  if (change.op === "set" || change.op === "add") return of(`${at}.expression`, change.expression, "value");
  if (change.op === "remove") return [];
  const where = of(`${at}.where.equals`, change.where.equals, "scalar");
  if (change.op === "take") return where;
  return [
    ...where,
    ...change.set.flatMap(({ expression }, index) => of(`${at}.set.${index}.expression`, expression, "value", true)),
    ...(change.otherwise ? of(`${at}.otherwise`, change.otherwise, "value") : []),
  ];
}

/** The names that the state can have at its top; `null`: merged events bring any. */
function fieldsOfState({ initial, on, otherwise }: ConsoleReducerDefinition): Map<string, "initial" | "later"> | null {
  if (otherwise === "merge") return null;
  const made = on.flatMap(({ changes }) => changes.map(({ path }) => parsePath(path)[0] ?? ""));
  return new Map([
    ...made.map((name) => [name, "later"] as const),
    ...Object.keys(initial).map((name) => [name, "initial"] as const),
  ]);
}
