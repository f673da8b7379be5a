import type { ASTNode } from "@marcbachmann/cel-js";
import type { StoredEvent } from "../events";
import { celEnvironment } from "./cel-environment";
import { ranDry, refuel } from "./cel-fuel";
import { toJson } from "./cel-json";
import { parseExpression, placed } from "./cel-parse";

/** What an expression sees: `data`, and `event` for everything about the event but its data. */
export interface ExpressionScope {
  readonly data: unknown;
  readonly event: StoredEvent;
}

export interface CompiledExpression {
  readonly text: string;
  /** The result as a JSON value; throws an `ExpressionError` when there is none. */
  evaluate(scope: ExpressionScope): unknown;
}

const environment = celEnvironment();

/** Compiles a CEL expression; throws an `ExpressionError` that names the place when it is none. */
export function compileExpression(text: string): CompiledExpression {
  const parsed = parseExpression(environment, text);
  const readsEvent = mentions(parsed.ast, "event");
  const noEvent = {};
  return {
    text,
    evaluate({ data, event }) {
      return placed(text, () => {
        refuel();
        const result: unknown = parsed({ data, event: readsEvent ? eventFields(event) : noEvent });
        if (ranDry()) throw new Error("The expression takes too many steps on this event.");
        return toJson(result);
      });
    },
  };
}

function mentions(ast: ASTNode, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(ast.input);
}

function eventFields(event: StoredEvent): Record<string, unknown> {
  return {
    type: event.type,
    schemaVersion: event.schemaVersion,
    streamId: event.streamId,
    version: event.version,
    position: event.position,
    eventId: event.eventId,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    metadata: event.metadata,
  };
}
