import "server-only";
import { SaveRequest } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { audit } from "./audit";
import { keepDraft, LOCK_DEFINITIONS, parseDefinition } from "./console-draft";

export interface SavedDraft {
  readonly name: string;
  readonly version: number;
  /** To be given when this draft is saved again. */
  readonly updatedAt: string;
}

/** Keeps the draft of a projection's next version. Nothing runs it; its expressions may have mistakes still. */
export async function saveConsoleDraft(input: unknown): Promise<SavedDraft> {
  const operator = await authorize("operator");
  const { definition: body, isNew = false, updatedAt } = SaveRequest.parse(input);
  const definition = parseDefinition(body);
  return inTransaction(pool, async (client) => {
    await client.query(LOCK_DEFINITIONS);
    const kept = await keepDraft(client, operator, { definition, isNew, updatedAt });
    const data = { projection: definition.name, version: kept.version, definition };
    await audit(operator, { type: "ProjectionDrafted", data }, { client });
    return { name: definition.name, ...kept };
  });
}

/** What saving did, in words. */
export function draftSavedMessage({ name, version }: Pick<SavedDraft, "name" | "version">): string {
  return `Draft of ${name}, definition ${version}, saved. Nothing runs it yet.`;
}
