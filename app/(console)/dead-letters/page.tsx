import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { deadLettersParsers, parseId, toListFilter } from "@/components/dead-letters/dead-letters-url";
import { DeadLettersView } from "@/components/dead-letters/dead-letters-view";
import { DeadLetterSummaryQuery, DeadLettersQuery } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { readDeadLetter } from "@/lib/queries/dead-letters/dead-letter";
import { summariseDeadLetters } from "@/lib/queries/dead-letters/dead-letter-summary";
import { listDeadLetters } from "@/lib/queries/dead-letters/dead-letters";
import { orNull } from "@/lib/queries/or-null";

export const metadata: Metadata = { title: "Dead letters" };

const loadUrl = createLoader(deadLettersParsers);

export default async function DeadLettersPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const url = await loadUrl(searchParams);
  const filter = toListFilter(url);
  const [{ role }, page, summary] = await Promise.all([
    authorize("viewer"),
    listDeadLetters(DeadLettersQuery.parse(filter)),
    summariseDeadLetters(DeadLetterSummaryQuery.parse(filter)),
  ]);
  const shown = parseId(url.id) ?? page.deadLetters[0]?.id;
  return (
    <DeadLettersView
      role={role}
      firstFilter={filter}
      firstPage={page}
      firstSummary={summary}
      firstDetail={shown === undefined ? null : await orNull(readDeadLetter(shown))}
    />
  );
}
