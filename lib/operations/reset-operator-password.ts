import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { generatePassword, hashPassword } from "@/lib/auth/password";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

const ResetOperatorPassword = z.object({ operatorId: z.uuid() });

const UPDATE = `
  update foldline.operators set password_hash = $2, session_epoch = session_epoch + 1 where id = $1 returning email`;

/** Gives an operator a generated password, shown this once, and ends their sessions. */
export async function resetOperatorPassword(input: unknown): Promise<{ email: string; password: string }> {
  const operator = await authorize("admin");
  const { operatorId } = ResetOperatorPassword.parse(input);
  const password = generatePassword();
  const hash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ email: string }>(UPDATE, [operatorId, hash]);
    const [row] = rows;
    if (row === undefined) throw new AppError("There is no such operator.", { code: "not-found" });
    await client.query("delete from foldline.sign_in_failures where email = lower($1)", [row.email]);
    await audit(operator, { type: "OperatorPasswordReset", data: { operatorId, email: row.email } }, { client });
    return { email: row.email, password };
  });
}
