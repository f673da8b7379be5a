import type { Metadata } from "next";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { OverviewRange } from "@/lib/api/overview";
import { overview } from "@/lib/queries/overview";

export const metadata: Metadata = { title: "Overview" };

interface Props {
  readonly searchParams: Promise<{ range?: string | string[] }>;
}

export default async function OverviewPage({ searchParams }: Props) {
  const range = OverviewRange.catch("24h").parse((await searchParams).range);
  return <OverviewScreen initial={await overview(range)} initialRange={range} />;
}
