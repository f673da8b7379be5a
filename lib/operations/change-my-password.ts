import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { reserveAttempt, TooManyFailuresError } from "@/lib/auth/throttle";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

const ChangeMyPassword = z.object({
  current: z.string().max(1024),
  wanted: z.string().min(12, "The new password needs 12 characters or more.").max(1024),
});

const CURRENT = "select password_hash from foldline.operators where id = $1";
const UPDATE = `
  update foldline.operators set password_hash = $2, session_epoch = session_epoch + 1 where id = $1 and password_hash = $3`;

/** Changes the password of who is signed in, who must know the present one; ends all of their sessions. */
export async function changeMyPassword(input: unknown): Promise<void> {
  const operator = await authorize("viewer");
  const { current, wanted } = ChangeMyPassword.parse(input);
  if (!z.uuid().safeParse(operator.id).success) {
    throw new AppError("A token has no password.", { code: "forbidden" });
  }
  await slowDown(operator.email);
  const { rows } = await pool.query<{ password_hash: string }>(CURRENT, [operator.id]);
  const before = rows[0]?.password_hash ?? "";
  if (!(await verifyPassword(current, before))) {
    throw new AppError("The present password is wrong.", { code: "invalid" });
  }
  const hash = await hashPassword(wanted);
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(UPDATE, [operator.id, hash, before]);
    if (rowCount === 0) throw new AppError("The password was changed elsewhere just now.", { code: "conflict" });
    await client.query("delete from foldline.sign_in_failures where email = lower($1)", [operator.email]);
    await audit(operator, { type: "OperatorPasswordChanged", data: { operatorId: operator.id } }, { client });
  });
}

async function slowDown(email: string): Promise<void> {
  try {
    await reserveAttempt(email.toLowerCase());
  } catch (error) {
    if (!(error instanceof TooManyFailuresError)) throw error;
    throw new AppError(error.message, { code: "unavailable", cause: error });
  }
}
