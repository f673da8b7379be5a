import "server-only";
import { pool } from "../db/pool";
import type { Operator } from "./operator";
import { RoleSchema } from "./role";

/** What a session cookie says; everything else is looked up. */
export interface SessionClaims {
  readonly id: string;
  readonly epoch: number;
}

const OPERATOR_OF_SESSION = `
  select id, name, email, role from foldline.operators
   where id = $1 and session_epoch = $2 and not disabled`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** The operator a session belongs to; null once they are disabled or their sessions were ended. */
export async function operatorOfSession(claims: SessionClaims): Promise<Operator | null> {
  const { rows } = await pool.query<Row>(OPERATOR_OF_SESSION, [claims.id, claims.epoch]);
  const [row] = rows;
  return row === undefined ? null : { ...row, role: RoleSchema.parse(row.role) };
}
