import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";
import { refuseLastAdmin } from "./last-admin";

const SetOperatorDisabled = z.object({ operatorId: z.uuid(), disabled: z.boolean() });

// A new epoch, so that sessions from before do not come back to life when the account is enabled again.
const UPDATE = `
  update foldline.operators set disabled = $2, session_epoch = session_epoch + 1
   where id = $1 and disabled <> $2 returning email`;
const KNOWN = "select email from foldline.operators where id = $1";

/** Disables an account, which ends its sessions and stops its tokens at once, or enables it again. */
export async function setOperatorDisabled(
  input: unknown,
): Promise<{ email: string; disabled: boolean; changed: boolean }> {
  const operator = await authorize("admin");
  const { operatorId, disabled } = SetOperatorDisabled.parse(input);
  return inTransaction(pool, async (client) => {
    if (disabled) await refuseLastAdmin(client, operatorId);
    const { rows } = await client.query<{ email: string }>(UPDATE, [operatorId, disabled]);
    const [row] = rows;
    if (row === undefined) {
      const [known] = (await client.query<{ email: string }>(KNOWN, [operatorId])).rows;
      if (known === undefined) throw new AppError("There is no such operator.", { code: "not-found" });
      return { email: known.email, disabled, changed: false };
    }
    const type = disabled ? "OperatorDisabled" : "OperatorEnabled";
    await audit(operator, { type, data: { operatorId, email: row.email } }, { client });
    return { email: row.email, disabled, changed: true };
  });
}
