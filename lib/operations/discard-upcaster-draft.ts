import "server-only";
import { z } from "zod";
import { isUnpublished } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { readConsoleUpcaster } from "@/lib/queries/upcasters/console-upcasters";
import { audit } from "./audit";

const DiscardUpcasterDraft = z.object({ id: z.string() });

/** Deletes a draft; the audit keeps what it said. */
export async function discardUpcasterDraft(input: unknown): Promise<{ title: string }> {
  const operator = await authorize("operator");
  const { id } = DiscardUpcasterDraft.parse(input);
  return inTransaction(pool, async (client) => {
    const stored = await readConsoleUpcaster(client, id, { lock: true });
    if (stored === null) throw new AppError(`There is no upcaster ${id}.`, { code: "not-found" });
    if (!isUnpublished(stored.state)) {
      throw new AppError(`"${stored.title}" is ${stored.state}; only a draft can be discarded.`, { code: "conflict" });
    }
    await client.query("delete from foldline.upcasters where id = $1", [stored.id]);
    const { title, type, fromVersion, toType, toVersion, operations } = stored;
    const data = { upcaster: stored.id, title, type, fromVersion, toType, toVersion, operations };
    await audit(operator, { type: "UpcasterDraftDiscarded", data }, { client });
    return { title };
  });
}
