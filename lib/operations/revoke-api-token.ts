import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

const RevokeApiToken = z.object({ tokenId: z.uuid() });

const REVOKE = "update foldline.api_tokens set revoked_at = now() where id = $1 and revoked_at is null returning name";
const KNOWN = "select name from foldline.api_tokens where id = $1";

/** Ends a token at once; one that was revoked before stays so, and nothing changes. */
export async function revokeApiToken(input: unknown): Promise<{ name: string; changed: boolean }> {
  const operator = await authorize("admin");
  const { tokenId } = RevokeApiToken.parse(input);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ name: string }>(REVOKE, [tokenId]);
    const [row] = rows;
    if (row === undefined) {
      const [known] = (await client.query<{ name: string }>(KNOWN, [tokenId])).rows;
      if (known === undefined) throw new AppError("There is no such token.", { code: "not-found" });
      return { name: known.name, changed: false };
    }
    await audit(operator, { type: "ApiTokenRevoked", data: { tokenId, name: row.name } }, { client });
    return { name: row.name, changed: true };
  });
}
