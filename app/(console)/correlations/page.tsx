import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CorrelationView } from "@/components/causation/correlation-view";
import { CorrelationRequest } from "@/lib/api/correlations";
import { readCorrelation } from "@/lib/queries/events/correlation";
import { orNotFound } from "@/lib/queries/or-not-found";

export const metadata: Metadata = { title: "Correlation" };

export default async function CorrelationPage({ searchParams }: PageProps<"/correlations">) {
  const asked = CorrelationRequest.safeParse(await searchParams);
  if (!asked.success) notFound();
  return <CorrelationView correlation={await orNotFound(readCorrelation(asked.data.id))} />;
}
