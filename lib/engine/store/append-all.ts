import type { Queryable } from "../events";
import { append, type PreparedAppend } from "./append";
import type { AppendResult } from "./event-store";

/** Appends to several streams inside the transaction that `db` is in. */
export async function appendAll(db: Queryable, appends: readonly PreparedAppend[]): Promise<AppendResult[]> {
  const results = new Map<PreparedAppend, AppendResult>();
  // Every transaction takes the stream rows in the same order, so that two of them never wait for each other.
  for (const next of appends.toSorted((a, b) => (a.streamId < b.streamId ? -1 : a.streamId > b.streamId ? 1 : 0))) {
    results.set(next, await append(db, next));
  }
  return appends.flatMap((asked) => results.get(asked) ?? []);
}
