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
}

/** Keeps the draft of a reducer's next version. Nothing is folded with it; its expressions may have mistakes still. */
export async function saveReducerDraft(input: unknown): Promise<SavedReducer> {
  const operator = await authorize("operator");
  const { definition: body, isNew = false, updatedAt } = SaveReducerRequest.parse(input);
  const definition = parseReducer(body);
  const { name } = definition;
  return inTransaction(pool, async (client) => {
    await client.query(LOCK_REDUCERS);
    const version = await keepReducerDraft(client, operator, { definition, isNew, updatedAt });
    await audit(operator, { type: "ReducerDrafted", data: { reducer: name, version, definition } }, { client });
    return { name, version };
  });
}

/** What saving did, in words. */
export function reducerSavedMessage({ name, version }: SavedReducer): string {
  return `Draft of ${name}, version ${version}, saved. Nothing is folded with it yet.`;
}
