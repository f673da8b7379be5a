import "server-only";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { streamNotFound } from "./stream";

/** The version that is asked for, or the newest; an AppError "not-found" when the stream does not have it. */
export async function askedVersion(streamId: string, version?: number): Promise<number> {
  const current = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (current === 0) throw streamNotFound(streamId);
  if ((version ?? 0) > current) {
    throw new AppError(`The stream is at version ${current}; there is no version ${version} yet.`, {
      code: "not-found",
      details: { streamId, actual: current },
    });
  }
  return version ?? current;
}
