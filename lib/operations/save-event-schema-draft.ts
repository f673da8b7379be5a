import "server-only";
import { DraftRequest, EventSchemaName, type JsonSchemaInput } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, unstorablePart } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { isDraft, readEventSchemaRows } from "@/lib/queries/event-schemas/event-schema-rows";
import { audit } from "./audit";
import { refuseStaleDraft } from "./refuse-stale-draft";
import { lockSchemaDraft, storeSchemaDraft } from "./store-schema-draft";

const SaveDraft = EventSchemaName.extend(DraftRequest.shape);

/**
 * Keeps a draft of a JSON Schema, which nothing is checked against yet; one with mistakes can be kept too. None that
 * somebody saved again after `updatedAt` is written over.
 */
export async function saveEventSchemaDraft(input: unknown): Promise<void> {
  const operator = await authorize("operator");
  const { type, version, schema, updatedAt } = SaveDraft.parse(input);
  const text = schemaTextOf(schema);
  await inTransaction(pool, async (client) => {
    await lockSchemaDraft(client, { type, version });
    const rows = await readEventSchemaRows(client, type, version, { lock: true });
    refuseStaleDraft(rows.find(isDraft) ?? null, updatedAt);
    await storeSchemaDraft(client, { type, version }, { text, source: "console", by: operator.name });
    await audit(operator, { type: "EventSchemaDrafted", data: { type, version, schema: text } }, { client });
  });
}

/** A schema as the JSON text to keep; refused when it is none. */
export function schemaTextOf(schema: JsonSchemaInput): string {
  // A form's text comes with the line ends of the wire.
  const text = typeof schema === "string" ? schema.replaceAll("\r\n", "\n") : JSON.stringify(schema, null, 2);
  try {
    JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(`The schema is no JSON: ${problem}`, { code: "invalid", cause });
  }
  const unstorable = unstorablePart(text);
  if (unstorable !== undefined) throw new AppError(`The schema contains ${unstorable}.`, { code: "invalid" });
  return text;
}
