import "server-only";
import { z } from "zod";
import { isUnpublished, UpcasterDraft } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, unstorablePart } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { readConsoleUpcaster } from "@/lib/queries/console-upcasters";
import { audit } from "./audit";

const SaveUpcasterDraft = z.object({ id: z.uuid().optional(), draft: UpcasterDraft });

const INSERT = `
insert into foldline.upcasters (title, type, from_version, to_type, to_version, operations, created_by)
values ($1, $2, $3, $4, $5, $6::jsonb, $7) returning id`;

const UPDATE = `
update foldline.upcasters
   set title = $1, type = $2, from_version = $3, to_type = $4, to_version = $5, operations = $6::jsonb, updated_at = now(),
       state = 'draft', verified_by = null
 where id = $7 and state in ('draft', 'verified')`;

/**
 * Keeps a draft, which reads no event yet; one with mistakes can be kept too. A verified one is a draft again; a published
 * one is never changed.
 */
export async function saveUpcasterDraft(input: unknown): Promise<{ id: string; created: boolean }> {
  const operator = await authorize("operator");
  const { id, draft } = SaveUpcasterDraft.parse(input);
  if (isUnstorable(draft)) {
    throw new AppError("The draft contains a NUL character or half of a surrogate pair, which Postgres cannot store.", {
      code: "invalid",
    });
  }
  const operations = JSON.stringify(draft.operations);
  const values = [draft.title, draft.type, draft.fromVersion, draft.toType, draft.toVersion, operations];
  return inTransaction(pool, async (client) => {
    if (id === undefined) {
      const { rows } = await client.query<{ id: string }>(INSERT, [...values, operator.name]);
      const created = rows[0]?.id ?? "";
      await audit(operator, { type: "UpcasterDrafted", data: { upcaster: created, ...draft } }, { client });
      return { id: created, created: true };
    }
    const stored = await readConsoleUpcaster(client, id, { lock: true });
    if (stored === null) throw new AppError(`There is no upcaster ${id}.`, { code: "not-found" });
    if (!isUnpublished(stored.state)) {
      throw new AppError(`"${stored.title}" was published and never changes. Write a new draft instead.`, {
        code: "conflict",
        details: { state: stored.state },
      });
    }
    await client.query(UPDATE, [...values, id]);
    await audit(operator, { type: "UpcasterDraftChanged", data: { upcaster: id, ...draft } }, { client });
    return { id, created: false };
  });
}

function isUnstorable(value: unknown): boolean {
  if (typeof value === "string") return unstorablePart(value) !== undefined;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, item]) => isUnstorable(name) || isUnstorable(item));
}
