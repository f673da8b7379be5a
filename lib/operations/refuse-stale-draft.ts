import "server-only";
import { AppError } from "@/lib/errors";

/** Refuses to go on from a draft as it was at `seen`, when somebody saved it again since; nothing seen: goes on. */
export function refuseStaleDraft(draft: { readonly updatedAt: Date }, seen: string | undefined): void {
  if (seen === undefined || new Date(seen).getTime() === draft.updatedAt.getTime()) return;
  throw new AppError("Somebody saved this draft after you opened it. Look at it as it is now before you go on.", {
    code: "conflict",
    details: { updatedAt: draft.updatedAt.toISOString() },
  });
}
