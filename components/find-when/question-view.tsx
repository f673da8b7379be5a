"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { JobActions } from "@/components/jobs/job-actions";
import { JobFigures } from "@/components/jobs/job-figures";
import { JobRatePanel } from "@/components/jobs/job-rate-panel";
import { JobStatusTag } from "@/components/jobs/job-status-tag";
import { ErrorState } from "@/components/layout/error-state";
import { KeyFigure } from "@/components/layout/key-figure";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import { isUnderWay } from "@/lib/api/job-status";
import type { BisectionJob, JobDetail } from "@/lib/api/jobs";
import { jobQuery } from "@/lib/api/jobs-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { AskAgainButton } from "./ask-again-button";
import { askHref } from "./find-when-url";
import { FoundStreamsPanel } from "./found-streams-panel";
import { UndecidedPanel } from "./undecided-panel";

interface QuestionViewProps {
  readonly initial: Extract<JobDetail, { kind: "bisect-category" }>;
  readonly role: Role;
}

/** One question, live while a worker is at it: how far, in which streams the condition holds, and where it is open. */
export function QuestionView({ initial, role }: QuestionViewProps) {
  const { data, error, refetch } = useQuery(jobQuery(initial.id, initial));
  const job = data?.kind === "bisect-category" ? data : initial;
  const { condition, category, since } = job.params;
  return (
    <>
      <PageHeader
        title={condition}
        mono
        breadcrumb={[
          { label: "Streams", href: "/streams" },
          { label: "Find when", href: "/find-when" },
        ]}
        facts={
          <>
            <JobStatusTag job={job} working="Looking" />
            <span>
              {since === "0" ? "every stream of " : "what came since an earlier answer in "}
              <Link href={`/streams?category=${encodeURIComponent(category)}`} className="mono">
                <ShownText text={category} />
              </Link>
            </span>
          </>
        }
        folds
        actions={
          isUnderWay(job) ? (
            <JobActions job={job} words={wordsOf(job)} role={role} />
          ) : (
            <AskAgainButton job={job} role={role} />
          )
        }
      />
      <PageBody>
        {error !== null && (
          <QueryError title="The progress could not be read again" error={error} onRetry={() => void refetch()} />
        )}
        {job.error !== null && <Failure job={job} error={job.error} />}
        <JobFigures job={job} progress="Looked through so far">
          <KeyFigure
            label="Holds in"
            value={formatCount(job.result?.found ?? 0)}
            note={`of ${formatCounted(job.result?.streams ?? 0, "stream")}`}
          />
          <KeyFigure
            label="Not decided"
            value={formatCount(job.result?.undecided ?? 0)}
            note="streams in which it is open"
          />
        </JobFigures>
        {isUnderWay(job) && (
          <JobRatePanel title="Events looked at per second" label="this search" samples={job.samples} />
        )}
        <FoundStreamsPanel job={job} />
        <UndecidedPanel job={job} />
      </PageBody>
    </>
  );
}

function wordsOf({ params, result }: BisectionJob) {
  const found = result?.found ?? 0;
  return {
    noun: "search",
    name: (
      <>
        the search of{" "}
        <span className="mono">
          <ShownText text={params.category} />
        </span>
      </>
    ),
    held: "The streams found so far stay listed.",
    goesOn: "Nothing is looked at twice: whichever worker is free goes on behind the last whole stream.",
    kept: found === 0 ? "Nothing was found yet." : `The ${formatCounted(found, "stream")} found so far stay listed.`,
  };
}

function Failure({ job, error }: { readonly job: BisectionJob; readonly error: NonNullable<BisectionJob["error"]> }) {
  const { message, stack, streamId, streamVersion } = error;
  const { category, condition, reducer } = job.params;
  return (
    <ErrorState title="The search has stopped" details={stack ?? message}>
      <p>{message}</p>
      {streamId !== null && streamVersion !== null && (
        <p>
          <Link href={streamHref(streamId, `version=${streamVersion}`)}>
            Version {streamVersion} of <ShownText text={streamId} />
          </Link>
        </p>
      )}
      <p>
        What was found stays listed.{" "}
        <Link href={askHref({ category, condition, reducer: reducer.name })}>Ask anew</Link>
      </p>
    </ErrorState>
  );
}
