import "server-only";
import { reducerHash } from "@/lib/engine";
import { chain } from "@/lib/store";
import { reducersAmong, writtenReducers } from "../reducers/reducers";

/** What snapshots that are in use today were made with; every other hash is a stale one's. */
export async function currentHashes(): Promise<ReadonlySet<string>> {
  const [upcasters, written] = await Promise.all([chain(), writtenReducers()]);
  // A category that nobody wrote a reducer for has the inferred one.
  const inferred = reducersAmong([], "");
  return new Set([...written, ...inferred].map((reducer) => reducerHash(reducer, upcasters)));
}
