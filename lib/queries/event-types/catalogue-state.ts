import "server-only";
import type { CatalogueState } from "@/lib/api/event-type-shape";
import { formatCount, formatCounted } from "@/lib/format/number";

/** How far the catalogue has come with what is asked for: `stored` events, of which it has `counted`. */
export function catalogueState(
  { upTo, watermark }: { readonly upTo: bigint; readonly watermark: bigint },
  { stored, counted }: { readonly stored: number; readonly counted: number },
): CatalogueState {
  // The two are not read in one snapshot: meanwhile the catalogue may have seen an event more.
  const waiting = Math.max(0, stored - counted);
  return { upTo: upTo.toString(), watermark: watermark.toString(), waiting, words: wordsOf(upTo, waiting, counted) };
}

function wordsOf(upTo: bigint, waiting: number, counted: number): string | null {
  if (waiting === 0) return null;
  if (counted === 0) {
    return "No event of it was looked at yet. The projection event-catalogue does that while a worker runs.";
  }
  const more = waiting === 1 ? "1 later event is" : `${formatCounted(waiting, "later event")} are`;
  return `As of position ${formatCount(upTo)}; ${more} not in it yet.`;
}
