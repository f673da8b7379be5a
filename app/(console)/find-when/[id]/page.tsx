import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QuestionView } from "@/components/find-when/question-view";
import { JobId } from "@/lib/api/job-requests";
import { authorize } from "@/lib/auth/authorize";
import { readJob } from "@/lib/queries/jobs/job";
import { orNotFound } from "@/lib/queries/or-not-found";

export const metadata: Metadata = { title: "Find when" };

export default async function QuestionPage({ params }: PageProps<"/find-when/[id]">) {
  const parsed = JobId.safeParse(await params);
  if (!parsed.success) notFound();
  const [{ role }, job] = await Promise.all([authorize("viewer"), orNotFound(readJob(parsed.data.id))]);
  if (job.kind !== "bisect-category") notFound();
  return <QuestionView key={job.id} initial={job} role={role} />;
}
