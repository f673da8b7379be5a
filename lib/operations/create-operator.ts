import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { generatePassword, hashPassword } from "@/lib/auth/password";
import { RoleSchema } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

const CreateOperator = z.object({
  email: z.string().trim().toLowerCase().max(320).pipe(z.email("Give a valid e-mail address.")),
  name: z.string().trim().min(1, "Give a name.").max(120),
  role: RoleSchema,
});

const INSERT = `
  insert into foldline.operators (email, name, role, password_hash) values ($1, $2, $3, $4)
  on conflict (email) do nothing returning id`;

/** Makes an account with a generated password, which is given back here and never again. */
export async function createOperator(input: unknown): Promise<{ email: string; password: string }> {
  const operator = await authorize("admin");
  const { email, name, role } = CreateOperator.parse(input);
  const password = generatePassword();
  const hash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(INSERT, [email, name, role, hash]);
    const [row] = rows;
    if (row === undefined) throw new AppError(`${email} has an account already.`, { code: "conflict" });
    await audit(operator, { type: "OperatorCreated", data: { operatorId: row.id, email, name, role } }, { client });
    return { email, password };
  });
}
