import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { type Role, RoleSchema } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";

/** An account, as the settings show it to admins. */
export interface OperatorAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: string;
  readonly lastSignedInAt: string | null;
}

const OPERATORS = `
  select id, email, name, role, disabled, created_at, last_signed_in_at from foldline.operators
   order by disabled, name, email`;

interface Row {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly disabled: boolean;
  readonly created_at: Date;
  readonly last_signed_in_at: Date | null;
}

/** Every account; for admins. */
export async function listOperators(): Promise<OperatorAccount[]> {
  await authorize("admin");
  const { rows } = await pool.query<Row>(OPERATORS);
  return rows.map(({ created_at, last_signed_in_at, ...row }) => ({
    ...row,
    role: RoleSchema.parse(row.role),
    createdAt: created_at.toISOString(),
    lastSignedInAt: last_signed_in_at?.toISOString() ?? null,
  }));
}
