import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { deadLettersParsers, toListFilter } from "@/components/dead-letters/dead-letters-url";
import { DeadLettersView } from "@/components/dead-letters/dead-letters-view";
import { DeadLetterSummaryQuery, DeadLettersQuery } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { summariseDeadLetters } from "@/lib/queries/dead-letter-summary";
import { listDeadLetters } from "@/lib/queries/dead-letters";

export const metadata: Metadata = { title: "Dead letters" };

const loadUrl = createLoader(deadLettersParsers);

export default async function DeadLettersPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const filter = toListFilter(await loadUrl(searchParams));
  const [{ role }, page, summary] = await Promise.all([
    authorize("viewer"),
    listDeadLetters(DeadLettersQuery.parse(filter)),
    summariseDeadLetters(DeadLetterSummaryQuery.parse(filter)),
  ]);
  return <DeadLettersView role={role} firstFilter={filter} firstPage={page} firstSummary={summary} />;
}
