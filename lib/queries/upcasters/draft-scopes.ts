import "server-only";
import type { OperationProblem, PreviewScope } from "@/lib/api/upcaster-preview";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import {
  addToShape,
  checkExpression,
  type DataShape,
  emptyShape,
  parsePath,
  type StoredEvent,
  traceOperations,
} from "@/lib/engine";
import { type DraftExpression, draftExpressions } from "./draft-expressions";
import { atExpression } from "./draft-problems";
import { scopePaths } from "./scope-paths";

// It runs on the web server's event loop, beside the trial of the draft.
const MAX_LOOKING_MS = 300;
const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 200;
const MAX_PATHS = 4_000;

type Operation = UpcasterDraft["operations"][number];

export interface DraftScopes {
  readonly scopes: PreviewScope[];
  readonly hints: OperationProblem[];
  readonly lookedAt: number;
}

interface Place {
  readonly shape: DataShape;
  touched: number;
  /** What stands at the path of an operation that maps values. */
  readonly values: Map<string, number>;
  readonly maps: string | null;
}

/**
 * What the data looks like before each operation and after the last, in as many events as a moment allows: what
 * expressions and paths can name there, what an operation would map, and which expressions ask for what some events lack.
 * `next`: the operation that would follow, with a mistake in it.
 */
export function draftScopes(
  draft: UpcasterDraft,
  events: readonly StoredEvent[],
  next: Operation | null = null,
): DraftScopes {
  const places = [...draft.operations, next].map(
    (operation): Place => ({
      shape: emptyShape(),
      touched: 0,
      values: new Map(),
      maps: operation?.op === "mapValues" && typeof operation.path === "string" ? operation.path : null,
    }),
  );
  const startedAt = performance.now();
  let lookedAt = 0;
  for (const event of events) {
    if (performance.now() - startedAt > MAX_LOOKING_MS) break;
    follow(draft, event, places);
    lookedAt++;
  }
  const limit = Math.max(50, Math.floor(MAX_PATHS / places.length));
  return {
    scopes: places.map((place, index) => ({
      paths: scopePaths(place.shape, limit),
      touched: index === places.length - 1 ? null : place.touched,
      values: valuesOf(place),
    })),
    hints: draftExpressions(draft.operations).flatMap((expression) => hintsAt(draft, expression, places)),
    lookedAt,
  };
}

function follow(draft: UpcasterDraft, event: StoredEvent, places: readonly Place[]): void {
  const { steps } = traceOperations({ ...draft, id: "draft" }, event);
  let [text, data] = [event.dataText, event.data];
  for (const [index, place] of places.entries()) {
    addToShape(place.shape, data);
    if (place.maps !== null) addValue(place, data);
    const step = steps[index];
    if (step === undefined) return;
    if (step.after === null) {
      if (step.error === null) place.touched++;
      return;
    }
    if (step.after !== text) place.touched++;
    [text, data] = [step.after, JSON.parse(step.after)];
  }
}

function addValue({ values, maps }: Place, data: unknown): void {
  const value = pathValue(data, maps ?? "");
  if (value === undefined || values.size > MAX_VALUES) return;
  const json = JSON.stringify(value);
  if (json.length <= MAX_VALUE_LENGTH) values.set(json, (values.get(json) ?? 0) + 1);
}

function valuesOf({ maps, values }: Place): PreviewScope["values"] {
  if (maps === null || values.size > MAX_VALUES) return null;
  const found = [...values].map(([json, events]) => ({ json, events })).toSorted((a, b) => b.events - a.events);
  return { path: maps, found };
}

function hintsAt(draft: UpcasterDraft, expression: DraftExpression, places: readonly Place[]): OperationProblem[] {
  const place = places[expression.operation];
  // Inside a split the data may have been changed by operations of the split itself.
  if (place === undefined || place.shape.seen === 0 || (expression.inSplit?.operation ?? 0) > 0) return [];
  const shapes = [{ type: draft.type, shape: place.shape }];
  const { problems } = checkExpression(expression.text, { in: "upcaster", row: null, shapes });
  return problems.map((problem) => atExpression(expression, { ...problem, severity: "warning" }));
}

function pathValue(data: unknown, path: string): unknown {
  return parsePath(path).reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Readonly<Record<string, unknown>>)[name];
  }, data);
}
