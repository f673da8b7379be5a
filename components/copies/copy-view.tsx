"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { JobRatePanel } from "@/components/jobs/job-rate-panel";
import { JobStatusTag } from "@/components/jobs/job-status-tag";
import { ErrorState } from "@/components/layout/error-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import { ReasonsTable } from "@/components/upcasters/reasons-table";
import { isUnderWay } from "@/lib/api/job-status";
import type { CopyJob, JobDetail } from "@/lib/api/jobs";
import { jobQuery } from "@/lib/api/jobs-queries";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { CopiedEventsPanel } from "./copied-events-panel";
import { CopyActions } from "./copy-actions";
import { CopyFigures } from "./copy-figures";

interface CopyViewProps {
  readonly initial: Extract<JobDetail, { kind: "copy-category" }>;
  readonly role: Role;
}

/** One copy, live while it goes on: how far, how fast, what it left out, and each copy beside its original. */
export function CopyView({ initial, role }: CopyViewProps) {
  const { data, error, refetch } = useQuery(jobQuery(initial.id, initial));
  const job = data?.kind === "copy-category" ? data : initial;
  const { from, to } = job.params;
  const reasons = job.result?.reasons ?? [];
  return (
    <>
      <PageHeader
        title={`${from} → ${to}`}
        mono
        breadcrumb={[
          { label: "Upcasters", href: "/upcasters" },
          { label: "Copies", href: "/upcasters/copies" },
        ]}
        facts={
          <>
            <JobStatusTag job={job} working="Copying" />
            {job.reason !== null && <span>{job.reason}</span>}
          </>
        }
        actions={isUnderWay(job) ? <CopyActions job={job} role={role} /> : undefined}
      />
      <PageBody>
        {error !== null && (
          <QueryError title="The progress could not be read again" error={error} onRetry={() => void refetch()} />
        )}
        {job.error !== null && <Failure error={job.error} />}
        <CopyFigures job={job} />
        <JobRatePanel title="Events copied per second" label="this copy" samples={job.samples} />
        {reasons.length > 0 && (
          <Panel
            title="Not written one to one"
            note={formatCounted((job.result?.dropped ?? 0) + (job.result?.split ?? 0), "event")}
          >
            <ReasonsTable jobId={job.id} reasons={reasons} />
          </Panel>
        )}
        <CopiedEventsPanel job={job} />
      </PageBody>
    </>
  );
}

function Failure({ error }: { readonly error: NonNullable<CopyJob["error"]> }) {
  const { message, stack, streamId, streamVersion } = error;
  return (
    <ErrorState title="The copy has stopped" details={stack ?? message}>
      <p>{message}</p>
      {streamId !== null && streamVersion !== null && (
        <p>
          <Link href={streamHref(streamId, `version=${streamVersion}`)}>
            Version {streamVersion} of <ShownText text={streamId} />
          </Link>
        </p>
      )}
      <p>What was written stays. Asked for again, the copy goes on behind it.</p>
    </ErrorState>
  );
}
