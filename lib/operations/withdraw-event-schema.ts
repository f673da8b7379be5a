import "server-only";
import { EventSchemaName, WithdrawRequest } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { readEventSchemaRows } from "@/lib/queries/event-schemas/event-schema-rows";
import { audit } from "./audit";
import { publishedOf, subjectName } from "./event-schema-subject";

const Withdraw = EventSchemaName.extend(WithdrawRequest.shape);

/** Takes a published schema out of use; its content and what did not fit it stay. */
export const WITHDRAW = `
update foldline.event_schemas
   set withdrawn_by = $2, withdrawn_at = clock_timestamp(), reason = $3, refuses = false, updated_at = clock_timestamp()
 where id = $1`;

/** Events are checked against it no more, and none are refused. Needs an admin and a reason. */
export async function withdrawEventSchema(input: unknown): Promise<{ name: string; refused: boolean }> {
  const operator = await authorize("admin");
  const { type, version, reason } = Withdraw.parse(input);
  return inTransaction(pool, async (client) => {
    const rows = await readEventSchemaRows(client, type, version, { lock: true });
    const { id, refuses, misfits } = publishedOf(rows, { type, version });
    await client.query(WITHDRAW, [id, operator.name, reason]);
    const data = { type, version, schema: id, refused: refuses, misfits: Number(misfits) };
    await audit(operator, { type: "EventSchemaWithdrawn", data, reason }, { client });
    return { name: subjectName({ type, version }), refused: refuses };
  });
}

/** What withdrawing did, in words. */
export function withdrawnMessage({ name, refused }: { readonly name: string; readonly refused: boolean }): string {
  return `The schema of ${name} is withdrawn.${refused ? " Appends that it refused pass again within a second." : ""}`;
}
