import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

const PauseProjection = z.object({ name: z.string().min(1), reason: z.string().trim().max(500).optional() });

const PAUSE = `
update foldline.projections set paused_at = now(), paused_by = $2, pause_reason = $3
 where name = $1 and paused_at is null`;

const KNOWN = "select 1 as known from foldline.projections where name = $1";

/** Stops a projection at its checkpoints; false when it was paused already. Its read model stays readable. */
export async function pauseProjection(input: unknown): Promise<{ name: string; changed: boolean }> {
  const operator = await authorize("operator");
  const { name, reason } = PauseProjection.parse(input);
  return inTransaction(pool, async (client) => {
    const paused = await client.query(PAUSE, [name, operator.name, reason || null]);
    if (paused.rowCount === 0) {
      const known = await client.query(KNOWN, [name]);
      if (known.rows.length === 0) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
      return { name, changed: false };
    }
    const entry = { type: "ProjectionPaused", data: { projection: name } };
    await audit(operator, reason ? { ...entry, reason } : entry, { client });
    return { name, changed: true };
  });
}

/** What pausing did, in words. */
export function pausedMessage({ name, changed }: { readonly name: string; readonly changed: boolean }): string {
  return changed ? `${name} is paused; its read model stays readable.` : `${name} was paused already; nothing changed.`;
}
