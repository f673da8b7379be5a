import "server-only";
import { z } from "zod";
import { isUnpublished, UpcasterDraft, UpcasterDraftChange } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { readConsoleUpcaster } from "@/lib/queries/upcasters/console-upcasters";
import { audit } from "./audit";
import { insertUpcasterDraft } from "./insert-upcaster-draft";
import { refuseStaleDraft } from "./refuse-stale-draft";
import { refuseUnstorable } from "./refuse-unstorable";

const SaveUpcasterDraft = z.object({
  id: z.uuid().optional(),
  draft: UpcasterDraft,
  updatedAt: UpcasterDraftChange.shape.updatedAt,
});

const UPDATE = `
update foldline.upcasters
   set title = $1, type = $2, from_version = $3, to_type = $4, to_version = $5, operations = $6::jsonb, updated_at = now(),
       state = 'draft', verified_by = null
 where id = $7 and state in ('draft', 'verified')`;

/**
 * Keeps a draft, which reads no event yet; one with mistakes can be kept too. A verified one is a draft again; a published
 * one is never changed, nor one that somebody saved again after `updatedAt`.
 */
export async function saveUpcasterDraft(input: unknown): Promise<{ id: string; created: boolean }> {
  const operator = await authorize("operator");
  const { id, draft, updatedAt } = SaveUpcasterDraft.parse(input);
  refuseUnstorable(draft, "The draft");
  const operations = JSON.stringify(draft.operations);
  const values = [draft.title, draft.type, draft.fromVersion, draft.toType, draft.toVersion, operations];
  return inTransaction(pool, async (client) => {
    if (id === undefined) return { id: await insertUpcasterDraft(client, operator, draft), created: true };
    const stored = await readConsoleUpcaster(client, id, { lock: true });
    if (stored === null) throw new AppError(`There is no upcaster ${id}.`, { code: "not-found" });
    if (!isUnpublished(stored.state)) {
      throw new AppError(`"${stored.title}" was published and never changes. Write a new draft instead.`, {
        code: "conflict",
        details: { state: stored.state },
      });
    }
    refuseStaleDraft(stored, updatedAt);
    await client.query(UPDATE, [...values, id]);
    await audit(operator, { type: "UpcasterDraftChanged", data: { upcaster: id, ...draft } }, { client });
    return { id, created: false };
  });
}
