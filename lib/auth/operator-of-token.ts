import "server-only";
import { pool } from "../db/pool";
import { hashApiToken } from "./api-token";
import type { Operator } from "./operator";
import { hasRole, RoleSchema } from "./role";

// A token acts for the operator who made it: never with more than their role, never once they are disabled.
// One made on the command line has no such operator.
const TOKEN = `
  select t.id, t.name, t.role, o.role as creator_role, o.email as creator_email
    from foldline.api_tokens t left join foldline.operators o on o.id::text = t.created_by
   where t.token_hash = $1 and t.revoked_at is null
     and (t.expires_at is null or t.expires_at > clock_timestamp())
     and o.disabled is not true`;

const MARK_USED = `
  update foldline.api_tokens set last_used_at = clock_timestamp()
   where id = $1 and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly creator_role: string | null;
  readonly creator_email: string | null;
}

/** The operator that a bearer token acts as; null when it is unknown, revoked or expired. */
export async function operatorOfToken(token: string): Promise<Operator | null> {
  const { rows } = await pool.query<Row>(TOKEN, [hashApiToken(token)]);
  const [row] = rows;
  if (row === undefined) return null;
  await pool.query(MARK_USED, [row.id]);
  const role = RoleSchema.parse(row.role);
  const limit = row.creator_role === null ? role : RoleSchema.parse(row.creator_role);
  return {
    id: `token:${row.id}`,
    name: row.name,
    email: row.creator_email ?? "",
    role: hasRole(limit, role) ? role : limit,
  };
}
