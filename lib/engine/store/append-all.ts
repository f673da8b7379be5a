import type { Queryable } from "../events";
import { append, type PreparedAppend } from "./append";
import type { AppendResult } from "./event-store";

/** Appends to several streams inside the transaction that `db` is in. */
export async function appendAll(db: Queryable, appends: readonly PreparedAppend[]): Promise<AppendResult[]> {
  const results = new Map<PreparedAppend, AppendResult>();
  // Every transaction, an import's too, takes the stream rows in the order of their bytes, so that no two of them
  // wait for each other.
  const inOrder = appends
    .map((asked) => ({ asked, bytes: Buffer.from(asked.streamId) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  for (const { asked: next } of inOrder) {
    results.set(next, await append(db, next));
  }
  return appends.flatMap((asked) => results.get(asked) ?? []);
}
