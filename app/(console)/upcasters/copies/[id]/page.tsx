import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CopyView } from "@/components/copies/copy-view";
import { JobId } from "@/lib/api/job-requests";
import { authorize } from "@/lib/auth/authorize";
import { readJob } from "@/lib/queries/jobs/job";
import { orNotFound } from "@/lib/queries/or-not-found";

export const metadata: Metadata = { title: "Copy" };

export default async function CopyPage({ params }: PageProps<"/upcasters/copies/[id]">) {
  const parsed = JobId.safeParse(await params);
  if (!parsed.success) notFound();
  const [{ role }, job] = await Promise.all([authorize("viewer"), orNotFound(readJob(parsed.data.id))]);
  if (job.kind !== "copy-category") notFound();
  return <CopyView initial={job} role={role} />;
}
