import type { ASTNode } from "@marcbachmann/cel-js";
import type { StoredEvent } from "../../events";
import { type CelNode, eachNode } from "./nodes";

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

export type EventFieldName = (typeof EVENT_FIELDS)[number];

/** The fields of `event` that an expression may look at; all, where it takes the event as a whole. */
export function fieldsOfEvent(root: ASTNode): EventFieldName[] {
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
  return EVENT_FIELDS.filter((field) => whole > 0 || named.has(field));
}

/** `event` as an expression sees it. Only the fields that it looks at: the others may not have been fetched. */
export function eventObject(event: StoredEvent | undefined, fields: readonly EventFieldName[]): object {
  const seen: Partial<Record<EventFieldName, unknown>> = {};
  for (const field of fields) seen[field] = event?.[field];
  return seen;
}
