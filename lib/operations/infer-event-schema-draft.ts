import "server-only";
import { EventSchemaName } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { isDraft, readEventSchemaRows } from "@/lib/queries/event-schemas/event-schema-rows";
import { inferredSchema } from "@/lib/queries/event-schemas/inferred-schema";
import { audit } from "./audit";
import { subjectName } from "./event-schema-subject";
import { lockSchemaDraft, storeSchemaDraft } from "./store-schema-draft";

/** Makes a draft of what the stored events have in common; says how many they are. */
export async function inferEventSchemaDraft(input: unknown): Promise<{ events: number }> {
  const operator = await authorize("operator");
  const { type, version } = EventSchemaName.parse(input);
  const { schema, events } = await inferredSchema(type, version);
  await inTransaction(pool, async (client) => {
    await lockSchemaDraft(client, { type, version });
    const rows = await readEventSchemaRows(client, type, version, { lock: true });
    if (rows.some(isDraft)) {
      throw new AppError(`${subjectName({ type, version })} has a draft already. Discard it first.`, {
        code: "conflict",
      });
    }
    await storeSchemaDraft(client, { type, version }, { text: schema, source: "inferred", by: operator.name });
    await audit(operator, { type: "EventSchemaInferred", data: { type, version, events, schema } }, { client });
  });
  return { events };
}
