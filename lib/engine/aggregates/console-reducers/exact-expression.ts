import type { Environment } from "@marcbachmann/cel-js";
import type { StoredEvent } from "../../events";
import { compileCel } from "../../evolution/cel/compile";
import { eventObject } from "../../evolution/cel/event";
import { type CelNode, eachNode } from "../../evolution/cel/nodes";
import { isLossless } from "../../json";
import { toExact } from "./exact-values";

/** What an expression on a state sees. */
interface ExactScope {
  readonly state: unknown;
  /** Of the event, as `parseLossless` gives it. */
  readonly data: unknown;
  readonly event: StoredEvent;
  /** The item at hand, where items of a list are changed. */
  readonly item?: unknown;
}

/** An expression that computes with the digits of numbers. */
export interface ExactExpression {
  readonly text: string;
  /** The result as CEL has it, numbers by their digits; throws an `ExpressionError` that names the place. */
  evaluate(scope: ExactScope): unknown;
}

/** Compiles an expression on a state in an environment that knows decimals; throws an `ExpressionError` with its place. */
export function compileExactExpression(environment: Environment, text: string): ExactExpression {
  // Evaluation never overlaps.
  let scope: ExactScope | undefined;
  let named: NamedFields = { state: null, data: null };
  const { run } = compileCel(
    environment,
    text,
    (fields) => ({
      state: () => exactFields(scope?.state, named.state),
      data: () => exactFields(scope?.data, named.data),
      event: () => exactEvent(eventObject(scope?.event, fields)),
      item: () => toExact(scope?.item),
    }),
    {
      exact: true,
      prepare: (root) => {
        named = { state: fieldsOf("state", root), data: fieldsOf("data", root) };
      },
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

function exactEvent(event: { readonly metadata?: unknown }): object {
  return event.metadata === undefined ? event : { ...event, metadata: toExact(event.metadata) };
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
