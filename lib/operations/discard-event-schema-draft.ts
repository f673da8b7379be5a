import "server-only";
import { EventSchemaName } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { readEventSchemaRows } from "@/lib/queries/event-schemas/event-schema-rows";
import { audit } from "./audit";
import { draftOf } from "./event-schema-subject";

/** Deletes the draft of a JSON Schema; the audit keeps what it said. */
export async function discardEventSchemaDraft(input: unknown): Promise<void> {
  const operator = await authorize("operator");
  const { type, version } = EventSchemaName.parse(input);
  await inTransaction(pool, async (client) => {
    const { id, schema } = draftOf(await readEventSchemaRows(client, type, version, { lock: true }), { type, version });
    await client.query("delete from foldline.event_schemas where id = $1", [id]);
    await audit(operator, { type: "EventSchemaDraftDiscarded", data: { type, version, schema } }, { client });
  });
}
