import "server-only";
import { pool } from "../db/pool";
import { audit } from "../operations/audit";
import type { Operator } from "./operator";
import { hashPassword, verifyPassword } from "./password";
import { RoleSchema } from "./role";
import { forgetFailures, reserveAttempt } from "./throttle";

const OPERATOR_BY_EMAIL = `
  select id, name, email, role, password_hash, session_epoch, disabled
    from foldline.operators where lower(email) = $1`;

const MARK_SIGNED_IN = "update foldline.operators set last_signed_in_at = clock_timestamp() where id = $1";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly password_hash: string;
  readonly session_epoch: number;
  readonly disabled: boolean;
}

/** Who signed in, and the epoch that their session stands and falls with. */
export interface SignedIn extends Operator {
  readonly epoch: number;
}

/**
 * The operator with this e-mail address and password, or null. Takes as long for an address nobody has as for
 * a wrong password; throws TooManyFailuresError while the address is held back.
 */
export async function signIn(credentials: { email: string; password: string }): Promise<SignedIn | null> {
  const email = credentials.email.trim().toLowerCase();
  if (email === "" || email.length > 320 || credentials.password.length > 1024) return null;
  await reserveAttempt(email);
  const { rows } = await pool.query<Row>(OPERATOR_BY_EMAIL, [email]);
  const [row] = rows;
  const matches = await verifyPassword(credentials.password, row?.password_hash ?? (await decoyHash()));
  if (row === undefined || row.disabled || !matches) return null;
  await forgetFailures(email);
  await pool.query(MARK_SIGNED_IN, [row.id]);
  const operator = { id: row.id, name: row.name, email: row.email, role: RoleSchema.parse(row.role) };
  await audit(operator, { type: "OperatorSignedIn", data: { email: row.email } });
  return { ...operator, epoch: row.session_epoch };
}

let decoy: Promise<string> | undefined;

function decoyHash(): Promise<string> {
  decoy ??= hashPassword("nobody has this password");
  return decoy;
}
