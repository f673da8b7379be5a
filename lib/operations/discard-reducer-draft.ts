import "server-only";
import { ReducerName } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, parseStoredReducer } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";
import { LOCK_REDUCERS } from "./reducer-draft";

const DISCARD = `
delete from foldline.console_reducers
 where name = $1 and published_at is null and retired_at is null returning version, definition::text as definition`;

interface DiscardedReducer {
  readonly name: string;
  readonly version: number;
}

/** Throws away what was written and never published; the audit keeps what it said. */
export async function discardReducerDraft(input: unknown): Promise<DiscardedReducer> {
  const operator = await authorize("operator");
  const { name } = ReducerName.parse(input);
  return inTransaction(pool, async (client) => {
    await client.query(LOCK_REDUCERS);
    const { rows } = await client.query<{ version: number; definition: string }>(DISCARD, [name]);
    const [draft] = rows;
    if (draft === undefined) throw new AppError(`There is no draft of "${name}".`, { code: "not-found" });
    const data = { reducer: name, version: draft.version, definition: parseStoredReducer(draft.definition) };
    await audit(operator, { type: "ReducerDraftDiscarded", data }, { client });
    return { name, version: draft.version };
  });
}

/** What discarding did, in words. */
export function reducerDiscardedMessage({ name, version }: DiscardedReducer): string {
  return `Draft of ${name}, version ${version}, discarded.`;
}
