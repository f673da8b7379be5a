import { stringifyLossless } from "../../json";
import { compileExpression } from "../cel/expression";
import { ExpressionError } from "../cel/parse";
import { JsonEditError } from "../json-draft";
import { formatPath, parsePath } from "../path";
import type { Payload } from "./payload";

/** An operation of one of the events that a split makes: both places are 0-based; no operation: its condition. */
export interface PlaceInSplit {
  readonly event: number;
  readonly operation: number | null;
}

/** An operation that an event's data does not allow; `operation` is its 0-based place in the list. */
export class OperationFailedError extends Error {
  override readonly name = "OperationFailedError";
  readonly operation: number;
  /** Where in the split that `operation` is. */
  readonly inSplit: PlaceInSplit | undefined;
  readonly path: string;
  /** What stood there, as JSON, digit for digit, cut at 200 characters. */
  readonly value: string | undefined;
  /** What an expression looked at: paths of the data, with what stood there. */
  readonly reads: readonly { readonly path: string; readonly value: string | undefined }[];

  constructor(operation: number, facts: FailureFacts, options: { cause: Error }) {
    super(`${placeWords(operation, facts.inSplit)}: ${options.cause.message}`, options);
    this.operation = operation;
    this.inSplit = facts.inSplit;
    this.path = facts.path;
    this.value = facts.value;
    this.reads = facts.reads;
  }
}

interface FailureFacts {
  readonly path: string;
  readonly value: string | undefined;
  readonly reads: OperationFailedError["reads"];
  readonly inSplit: PlaceInSplit | undefined;
}

/** Where an operation stands, and what it is about. */
export interface FailurePlace {
  readonly operation: number;
  readonly inSplit?: PlaceInSplit;
  /** What the operation writes; null: it only looks. */
  readonly path: string | null;
  readonly expression: string | undefined;
}

/** What failed, as an error that names operation, path and value. */
export function operationFailed(error: unknown, payload: Payload, place: FailurePlace): OperationFailedError {
  const reads = place.expression === undefined ? [] : compileExpression(place.expression).reads.map(formatPath);
  const path = error instanceof JsonEditError ? error.path : (place.path ?? reads[0] ?? "");
  const facts = {
    path,
    value: valueText(payload, path),
    reads: reads.map((read) => ({ path: read, value: valueText(payload, read) })),
    inSplit: place.inSplit,
  };
  const cause = error instanceof Error ? error : new ExpressionError(String(error), "", undefined);
  return new OperationFailedError(place.operation, facts, { cause });
}

function valueText({ digits, data }: Payload, path: string): string | undefined {
  const value = (digits ?? data).at(parsePath(path));
  return value === undefined ? undefined : stringifyLossless(value).slice(0, 200);
}

function placeWords(operation: number, inSplit: PlaceInSplit | undefined): string {
  const place = `Operation ${operation + 1}`;
  if (inSplit === undefined) return place;
  const event = `${place}, event ${inSplit.event + 1}`;
  return inSplit.operation === null ? event : `${event}, operation ${inSplit.operation + 1}`;
}
