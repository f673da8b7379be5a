import type { Metadata } from "next";
import { CopiesScreen } from "@/components/copies/copies-screen";
import { authorize } from "@/lib/auth/authorize";
import { listJobs } from "@/lib/queries/jobs/jobs";

export const metadata: Metadata = { title: "Copies" };

export default async function CopiesPage() {
  const [{ role }, jobs] = await Promise.all([authorize("viewer"), listJobs({ kind: "copy-category", limit: 50 })]);
  return <CopiesScreen initial={jobs} role={role} />;
}
