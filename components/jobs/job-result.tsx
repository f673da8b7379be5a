import { TwoLines } from "@/components/layout/two-lines";
import type { Job } from "@/lib/api/jobs";
import { formatSeconds } from "@/lib/format/duration";
import { formatPercent } from "@/lib/format/number";
import { JobStatusTag } from "./job-status-tag";

/** A job in the row of a list: how it stands, and how long still or why it stopped. */
export function JobResult({ job, working }: { readonly job: Job; readonly working: string }) {
  const { status, error, fraction, etaSeconds } = job;
  const tag = <JobStatusTag job={job} working={working} />;
  if (error !== null) return <TwoLines first={tag} second={error.message} tone="danger" title={error.message} />;
  if (status !== "running") return tag;
  const left = etaSeconds === null ? "" : `, about ${formatSeconds(etaSeconds * 1000)} left`;
  return <TwoLines first={tag} second={`${formatPercent(fraction)}${left}`} />;
}
