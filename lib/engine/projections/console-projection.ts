import { compileFoldExpression, type FoldExpression, type FoldScope } from "../evolution/cel/fold";
import { contentHash } from "../evolution/content-hash";
import type { ReadableEvent } from "../evolution/upcaster";
import { celValueFor } from "./cel-value";
import { type ConsoleDefinition, STREAM_KEY } from "./console-definition";
import { InvalidProjectionError } from "./errors";
import { type EventField, type Handler, type Projection, projection, type ReadModelRow } from "./projection";

/** Makes a definition of the console runnable; throws an InvalidProjectionError that names the expression at fault. */
export function compileConsoleProjection(definition: ConsoleDefinition, version: number): Projection {
  const { name, description, keyColumn, columns, indexes, partitions, onError, on } = definition;
  const eventFields = new Set<string>();
  const compile: Compile = (text, what) => {
    try {
      const expression = compileFoldExpression(text);
      for (const field of expression.eventFields) eventFields.add(field);
      return expression;
    } catch (error) {
      throw new InvalidProjectionError(name, `cannot run ${what}: ${messageOf(error)}`, { cause: error });
    }
  };
  const byStream = definition.key === STREAM_KEY;
  const key = byStream ? undefined : keyFunction(compile(definition.key, "its key expression"));
  const handlers = on.map(({ type, ...change }) => [type, handlerOf(definition, type, change, compile)] as const);
  const compiled = projection<Record<string, unknown>>({
    name,
    version,
    description,
    keyColumn,
    columns: Object.fromEntries(columns.map((column) => [column.name, column.type])),
    indexes,
    partitions,
    onError,
    eventFields: OPTIONAL_FIELDS.filter((field) => eventFields.has(field)),
    on: Object.fromEntries(handlers),
    ...(key === undefined ? {} : { key }),
  });
  const decisive = { version, key: definition.key, keyColumn, columns, indexes, on };
  return { ...compiled, source: "console", definitionHash: contentHash(decisive) };
}

const OPTIONAL_FIELDS: readonly EventField[] = ["eventId", "metadata", "recordedAt"];

type Compile = (text: string, what: string) => FoldExpression;
type Change = Omit<ConsoleDefinition["on"][number], "type">;

/** Every expression sees the row before the event; columns without one keep their value. */
function handlerOf(
  definition: ConsoleDefinition,
  type: string,
  change: Change,
  compile: Compile,
): Handler<ReadModelRow> {
  const noRow: ReadModelRow = Object.fromEntries(definition.columns.map(({ name }) => [name, null]));
  const of = (column: string) => `column "${column}" on "${type}"`;
  const sets = definition.columns.flatMap((column) => {
    const text = change.set[column.name];
    if (text === undefined || text === "") return [];
    return [{ name: column.name, toValue: celValueFor(column.type), expression: compile(text, of(column.name)) }];
  });
  const { deleteWhen } = change;
  const deletes = deleteWhen ? compile(deleteWhen, `the deletion on "${type}"`) : undefined;
  // One for all events: evaluation never overlaps, and half a million objects fewer are to be collected.
  const scope: { -readonly [Field in keyof FoldScope]: FoldScope[Field] | undefined } = {
    row: undefined,
    exists: undefined,
    event: undefined,
  };
  const values: unknown[] = new Array(sets.length);
  return (row, event) => {
    scope.row = row ?? noRow;
    scope.exists = row !== null;
    scope.event = event;
    if (deletes !== undefined && isTrue(deletes, scope as FoldScope)) return null;
    for (let index = 0; index < sets.length; index++) {
      const { name, toValue, expression } = sets[index] as (typeof sets)[number];
      try {
        values[index] = toValue(expression.evaluate(scope as FoldScope));
      } catch (error) {
        throw new TypeError(`Column "${name}": ${messageOf(error)}`, { cause: error });
      }
    }
    const after: Record<string, unknown> = { ...scope.row };
    for (let index = 0; index < sets.length; index++) after[sets[index]?.name ?? ""] = values[index];
    return after;
  };
}

function isTrue(expression: FoldExpression, scope: FoldScope): boolean {
  const result = expression.evaluate(scope);
  if (typeof result === "boolean") return result;
  throw new TypeError(`Deleting depends on a truth value, and "${expression.text}" is ${String(result)}.`);
}

function keyFunction(expression: FoldExpression): (event: ReadableEvent) => readonly string[] {
  return (event) => {
    const result = expression.evaluate({ row: {}, exists: false, event });
    if (result === null) return [];
    return Array.isArray(result) ? result.filter((key) => key !== null).map(keyText) : [keyText(result)];
  };
}

function keyText(key: unknown): string {
  if (typeof key === "string") return key;
  if (typeof key === "bigint" || (typeof key === "number" && Number.isFinite(key))) return String(key);
  throw new TypeError(`The key expression gives a ${key instanceof Date ? "time" : typeof key}; a key is text.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
