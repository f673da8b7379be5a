import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

const ResumeProjection = z.object({ name: z.string().min(1) });

const RESUME = `
update foldline.projections set paused_at = null, paused_by = null, pause_reason = null
 where name = $1 and paused_at is not null`;

const KNOWN = "select 1 as known from foldline.projections where name = $1";

/** Lets a paused projection go on from its checkpoints; false when it was not paused. */
export async function resumeProjection(input: unknown): Promise<{ name: string; changed: boolean }> {
  const operator = await authorize("operator");
  const { name } = ResumeProjection.parse(input);
  return inTransaction(pool, async (client) => {
    const resumed = await client.query(RESUME, [name]);
    if (resumed.rowCount === 0) {
      const known = await client.query(KNOWN, [name]);
      if (known.rows.length === 0) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
      return { name, changed: false };
    }
    await audit(operator, { type: "ProjectionResumed", data: { projection: name } }, { client });
    return { name, changed: true };
  });
}

/** What resuming did, in words. */
export function resumedMessage({ name, changed }: { readonly name: string; readonly changed: boolean }): string {
  return changed ? `${name} goes on from its checkpoints.` : `${name} was not paused; nothing changed.`;
}
