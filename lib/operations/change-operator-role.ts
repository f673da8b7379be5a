import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { RoleSchema } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";
import { refuseLastAdmin } from "./last-admin";

const ChangeOperatorRole = z.object({ operatorId: z.uuid(), role: RoleSchema });

const BEFORE = "select email, role from foldline.operators where id = $1 for update";
const UPDATE = "update foldline.operators set role = $2 where id = $1";

/** Gives an operator another role; it holds from their next request on. */
export async function changeOperatorRole(input: unknown): Promise<{ email: string; role: string; changed: boolean }> {
  const operator = await authorize("admin");
  const { operatorId, role } = ChangeOperatorRole.parse(input);
  return inTransaction(pool, async (client) => {
    if (role !== "admin") await refuseLastAdmin(client, operatorId);
    const { rows } = await client.query<{ email: string; role: string }>(BEFORE, [operatorId]);
    const [before] = rows;
    if (before === undefined) throw new AppError("There is no such operator.", { code: "not-found" });
    const { email } = before;
    if (before.role === role) return { email, role, changed: false };
    await client.query(UPDATE, [operatorId, role]);
    const data = { operatorId, email, from: before.role, to: role };
    await audit(operator, { type: "OperatorRoleChanged", data }, { client });
    return { email, role, changed: true };
  });
}
