import type { Metadata } from "next";
import { QuestionsScreen } from "@/components/find-when/questions-screen";
import { authorize } from "@/lib/auth/authorize";
import { listJobs } from "@/lib/queries/jobs/jobs";

export const metadata: Metadata = { title: "Find when" };

export default async function FindWhenPage() {
  const [{ role }, jobs] = await Promise.all([authorize("viewer"), listJobs({ kind: "bisect-category", limit: 50 })]);
  return <QuestionsScreen initial={jobs} role={role} />;
}
