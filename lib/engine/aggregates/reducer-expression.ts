import { compileCel } from "../evolution/cel-compile";
import { eventObject } from "../evolution/cel-event";
import { exactLiterals, registerExactNumbers } from "../evolution/cel-exact";
import { reducerEnvironment } from "../evolution/cel-fold";
import { type CelNode, eachNode } from "../evolution/cel-nodes";
import type { ReadableEvent } from "../evolution/upcaster";
import { isLossless } from "../json";
import { toExact } from "./exact-values";

/** What an expression of a console reducer sees. */
export interface ReducerScope {
  /** As the changes before this one have left it. */
  readonly state: unknown;
  readonly data: unknown;
  readonly event: ReadableEvent;
  /** The item at hand, where items of a list are changed. */
  readonly item: unknown;
}

export interface ReducerExpression {
  readonly text: string;
  /** The result as CEL has it, numbers by their digits; throws an `ExpressionError` that names the place. */
  evaluate(scope: ReducerScope): unknown;
}

const environment = reducerEnvironment();
registerExactNumbers(environment);

/** Compiles an expression over `state`, `data`, `event` and `item`; throws an `ExpressionError` that names the place. */
export function compileReducerExpression(text: string): ReducerExpression {
  // Evaluation never overlaps.
  let scope: ReducerScope | undefined;
  let named: NamedFields = { state: null, data: null };
  const { run } = compileCel(
    environment,
    text,
    (fields) => ({
      state: () => exactFields(scope?.state, named.state),
      data: () => exactFields(scope?.data, named.data),
      event: () => eventObject(scope?.event, fields),
      item: () => toExact(scope?.item),
    }),
    (root) => {
      named = { state: fieldsOf("state", root), data: fieldsOf("data", root) };
      exactLiterals(root);
    },
  );
  return {
    text,
    evaluate(of) {
      scope = of;
      try {
        return run();
      } finally {
        scope = undefined;
      }
    },
  };
}

/** The fields that an expression names; `null`: it takes the value as a whole. */
type NamedFields = Readonly<Record<"state" | "data", readonly string[] | null>>;

function fieldsOf(variable: keyof NamedFields, root: Parameters<typeof eachNode>[0]): readonly string[] | null {
  const named = new Set<string>();
  let whole = 0;
  const isVariable = (node: CelNode | undefined) => node?.op === "id" && node.args === variable;
  eachNode(root, (node) => {
    if (isVariable(node)) whole++;
    if (node.op !== ".") return;
    const [object, name] = node.args as readonly [CelNode, string];
    if (!isVariable(object)) return;
    whole--;
    named.add(name);
  });
  return whole > 0 ? null : [...named];
}

/** Only these: a list of thousands that an expression does not look at is not gone through for every event. */
function exactFields(value: unknown, names: readonly string[] | null): unknown {
  if (names === null || typeof value !== "object" || value === null || isLossless(value) || Array.isArray(value)) {
    return toExact(value);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, toExact(fields[name])]),
  );
}
