import "server-only";
import { z } from "zod";
import { generateApiToken, hashApiToken } from "@/lib/auth/api-token";
import { authorize } from "@/lib/auth/authorize";
import { RoleSchema } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

const CreateApiToken = z.object({
  name: z.string().trim().min(1, "Give the token a name.").max(120),
  role: RoleSchema,
  /** Null: it does not end. */
  expiresAt: z
    .date()
    .refine((end) => end > new Date(), "The token would end in the past.")
    .nullable(),
});

const SAME_NAME = `
  select 1 as found from foldline.api_tokens
   where name = $1 and revoked_at is null and (expires_at is null or expires_at > now())`;
// A token that a token makes belongs to the same operator, and ends with their account like the first.
const INSERT = `
  insert into foldline.api_tokens (name, token_hash, role, created_by, expires_at)
  values ($1, $2, $3, coalesce((select t.created_by from foldline.api_tokens t where 'token:' || t.id = $4), $4), $5)
  returning id`;

/** Makes a bearer token for the HTTP API; it is given back here and never again. */
export async function createApiToken(input: unknown): Promise<{ name: string; token: string }> {
  const operator = await authorize("admin");
  const { name, role, expiresAt } = CreateApiToken.parse(input);
  const token = generateApiToken();
  return inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtextextended('foldline token ' || $1, 0))", [name]);
    const same = await client.query(SAME_NAME, [name]);
    if (same.rows.length > 0) {
      throw new AppError(`There is a token named "${name}". Revoke it first, or choose another name.`, {
        code: "conflict",
      });
    }
    const { rows } = await client.query<{ id: string }>(INSERT, [
      name,
      hashApiToken(token),
      role,
      operator.id,
      expiresAt,
    ]);
    await audit(
      operator,
      { type: "ApiTokenCreated", data: { tokenId: rows[0]?.id, name, role, expiresAt } },
      { client },
    );
    return { name, token };
  });
}
