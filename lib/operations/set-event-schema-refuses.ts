import "server-only";
import { EventSchemaName, RefusesRequest } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { readEventSchemaRows } from "@/lib/queries/event-schemas/event-schema-rows";
import { audit } from "./audit";
import { publishedOf, subjectName } from "./event-schema-subject";

const SetRefuses = EventSchemaName.extend(RefusesRequest.shape);

const SET = "update foldline.event_schemas set refuses = $2, updated_at = clock_timestamp() where id = $1";

export interface RefusesOutcome {
  readonly name: string;
  readonly refuses: boolean;
}

/** From now on, appends of events that do not fit the published schema are refused, or pass again. Needs an admin. */
export async function setEventSchemaRefuses(input: unknown): Promise<RefusesOutcome> {
  const operator = await authorize("admin");
  const { type, version, refuses, reason } = SetRefuses.parse(input);
  const name = subjectName({ type, version });
  return inTransaction(pool, async (client) => {
    const published = publishedOf(await readEventSchemaRows(client, type, version, { lock: true }), { type, version });
    if (published.refuses === refuses) {
      const already = refuses ? "refuses events that do not fit already" : "refuses nothing already";
      throw new AppError(`The schema of ${name} ${already}.`, { code: "conflict" });
    }
    await client.query(SET, [published.id, refuses]);
    const data = { type, version, schema: published.id, misfits: Number(published.misfits) };
    const action = refuses ? "EventSchemaRefusalStarted" : "EventSchemaRefusalEnded";
    await audit(operator, { type: action, data, reason }, { client });
    return { name, refuses };
  });
}

/** What the switch did, in words. */
export function refusesMessage({ name, refuses }: RefusesOutcome): string {
  return refuses
    ? `Appends of ${name} that do not fit are refused, within a second everywhere.`
    : `Appends of ${name} that do not fit pass again, within a second everywhere.`;
}
