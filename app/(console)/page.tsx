import type { Metadata } from "next";
import { OverviewScreen } from "@/components/overview/overview-screen";
import { OverviewRange } from "@/lib/api/overview";
import { authorize } from "@/lib/auth/authorize";
import { overview } from "@/lib/queries/overview/overview";

export const metadata: Metadata = { title: "Overview" };

interface Props {
  readonly searchParams: Promise<{ range?: string | string[] }>;
}

export default async function OverviewPage({ searchParams }: Props) {
  const range = OverviewRange.catch("24h").parse((await searchParams).range);
  const [{ role }, initial] = await Promise.all([authorize("viewer"), overview(range)]);
  return <OverviewScreen initial={initial} initialRange={range} role={role} />;
}
