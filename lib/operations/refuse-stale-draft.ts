import "server-only";
import { AppError } from "@/lib/errors";

/**
 * Refuses to go on from a draft as it was at `seen`, when somebody saved, published or discarded it since; `null` is that
 * there was none, which somebody may have begun. Nothing seen: goes on.
 */
export function refuseStaleDraft(draft: { readonly updatedAt: Date } | null, seen: string | null | undefined): void {
  if (seen === undefined) return;
  const stored = draft?.updatedAt.toISOString() ?? null;
  const known = seen === null ? null : new Date(seen).toISOString();
  if (stored === known) return;
  throw new AppError(staleWords(stored, known), { code: "conflict", details: { updatedAt: stored } });
}

function staleWords(stored: string | null, known: string | null): string {
  if (stored === null) {
    return "The draft that you opened was published or discarded meanwhile. Look at what there is now before you go on.";
  }
  if (known === null) return "Somebody began a draft meanwhile. Look at it before you go on.";
  return "Somebody saved this draft after you opened it. Look at it as it is now before you go on.";
}
