import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { type Role, RoleSchema } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";

/** An API token, without the token. */
export interface ApiTokenInfo {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly state: "active" | "expired" | "revoked";
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

const TOKENS = `
  select t.id, t.name, t.role, coalesce(o.name, t.created_by) as created_by, t.created_at, t.expires_at, t.last_used_at,
         case when t.revoked_at is not null then 'revoked' when t.expires_at <= now() then 'expired' else 'active' end as state
    from foldline.api_tokens t left join foldline.operators o on o.id::text = t.created_by
   order by (t.revoked_at is null and (t.expires_at is null or t.expires_at > now())) desc, t.created_at desc limit 200`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly state: ApiTokenInfo["state"];
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

/** The tokens of the HTTP API, those that work first; for admins. */
export async function listApiTokens(): Promise<ApiTokenInfo[]> {
  await authorize("admin");
  const { rows } = await pool.query<Row>(TOKENS);
  return rows.map(({ created_by, created_at, expires_at, last_used_at, ...row }) => ({
    ...row,
    role: RoleSchema.parse(row.role),
    createdBy: created_by,
    createdAt: created_at.toISOString(),
    expiresAt: expires_at?.toISOString() ?? null,
    lastUsedAt: last_used_at?.toISOString() ?? null,
  }));
}
