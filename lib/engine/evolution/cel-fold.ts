import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { expandCoalesce, registerCoalesce } from "./cel-coalesce";
import { celEnvironment } from "./cel-environment";
import { accelerate } from "./cel-fast-paths";
import { ranDry, refuel } from "./cel-fuel";
import { type CelNode, eachNode } from "./cel-nodes";
import { expressionError, parseExpression } from "./cel-parse";
import type { ReadableEvent } from "./upcaster";

/** The fields of `event` in an expression. */
export const EVENT_FIELDS = [
  "type",
  "streamId",
  "version",
  "position",
  "schemaVersion",
  "occurredAt",
  "recordedAt",
  "eventId",
  "metadata",
] as const;

type EventFieldName = (typeof EVENT_FIELDS)[number];

/** What an expression of a fold sees: the row before (every column null when there is none), `exists`, `data`, `event`. */
export interface FoldScope {
  readonly row: Readonly<Record<string, unknown>>;
  readonly exists: boolean;
  readonly event: ReadableEvent;
}

/** A CEL expression of a console-defined projection, compiled once and evaluated for each event. */
export interface FoldExpression {
  readonly text: string;
  /** The fields of `event` that it may look at. */
  readonly eventFields: ReadonlySet<string>;
  /** The result as CEL has it: ints are bigints, times are Dates. Throws an `ExpressionError`. */
  evaluate(scope: FoldScope): unknown;
}

/** CEL as a projection's expressions have it. */
export function foldEnvironment(): Environment {
  const environment = celEnvironment().registerVariable("row", "dyn").registerVariable("exists", "bool");
  registerCoalesce(environment);
  return environment;
}

const environment = foldEnvironment();

/** Compiles an expression over `row`, `exists`, `data` and `event`; throws an `ExpressionError` that names the place. */
export function compileFoldExpression(text: string): FoldExpression {
  const parsed = parseExpression(environment, text);
  const eventFields = fieldsOfEvent(parsed.ast);
  // Evaluation never overlaps: one scope for all events saves an object for each of them.
  let scope: FoldScope | undefined;
  const fields = EVENT_FIELDS.filter((field) => eventFields.has(field));
  const variables = {
    row: () => scope?.row,
    exists: () => scope?.exists,
    data: () => scope?.event.data,
    event: () => eventObject(scope?.event, fields),
  };
  const context = Object.defineProperties(
    {},
    Object.fromEntries(Object.entries(variables).map(([name, get]) => [name, { get }])),
  );
  expandCoalesce(parsed.ast);
  accelerate(parsed.ast, variables);
  return {
    text,
    eventFields,
    evaluate(of) {
      scope = of;
      refuel();
      try {
        const result: unknown = parsed(context);
        if (ranDry()) throw new Error("The expression takes too many steps on this event.");
        return result;
      } catch (error) {
        throw expressionError(text, error);
      } finally {
        scope = undefined;
      }
    },
  };
}

/** Only the fields that are looked at: the others may not have been fetched. */
function eventObject(event: ReadableEvent | undefined, fields: readonly EventFieldName[]): object {
  const seen: Partial<Record<EventFieldName, unknown>> = {};
  for (const field of fields) seen[field] = event?.[field];
  return seen;
}

function fieldsOfEvent(root: ASTNode): ReadonlySet<string> {
  const named = new Set<string>();
  let whole = 0;
  const isEvent = (node: CelNode | undefined) => node?.op === "id" && node.args === "event";
  eachNode(root, (node) => {
    if (isEvent(node)) whole++;
    if (node.op !== ".") return;
    const [object, name] = node.args as readonly [CelNode, string];
    if (!isEvent(object)) return;
    whole--;
    named.add(name);
  });
  return whole > 0 ? new Set(EVENT_FIELDS) : named;
}
