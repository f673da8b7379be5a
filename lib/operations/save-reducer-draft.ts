import "server-only";
import { SaveReducerRequest } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { audit } from "./audit";
import { keepReducerDraft, LOCK_REDUCERS, parseReducer } from "./reducer-draft";

export interface SavedReducer {
  readonly name: string;
  readonly version: number;
  /** To be given when this draft is saved again. */
  readonly updatedAt: string;
}

/** Keeps the draft of a reducer's next version. Nothing is folded with it; its expressions may have mistakes still. */
export async function saveReducerDraft(input: unknown): Promise<SavedReducer> {
  const operator = await authorize("operator");
  const { definition: body, isNew = false, updatedAt } = SaveReducerRequest.parse(input);
  const definition = parseReducer(body);
  const { name } = definition;
  return inTransaction(pool, async (client) => {
    await client.query(LOCK_REDUCERS);
    const kept = await keepReducerDraft(client, operator, { definition, isNew, updatedAt });
    await audit(
      operator,
      { type: "ReducerDrafted", data: { reducer: name, version: kept.version, definition } },
      { client },
    );
    return { name, ...kept };
  });
}

/** What saving did, in words. */
export function reducerSavedMessage({ name, version }: Pick<SavedReducer, "name" | "version">): string {
  return `Draft of ${name}, version ${version}, saved. Nothing is folded with it yet.`;
}
