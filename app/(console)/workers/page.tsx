import type { Metadata } from "next";
import { WorkersScreen } from "@/components/workers/workers-screen";
import { listWorkers } from "@/lib/queries/jobs/workers";

export const metadata: Metadata = { title: "Workers" };

export default async function WorkersPage() {
  return <WorkersScreen initial={await listWorkers()} />;
}
