"use client";
import { useQuery } from "@tanstack/react-query";
import { JobActions } from "@/components/jobs/job-actions";
import { JobFigures } from "@/components/jobs/job-figures";
import { JobRatePanel } from "@/components/jobs/job-rate-panel";
import { JobStatusTag } from "@/components/jobs/job-status-tag";
import { KeyFigure } from "@/components/layout/key-figure";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import type { FoldJob } from "@/lib/api/jobs";
import { jobQuery } from "@/lib/api/jobs-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount } from "@/lib/format/number";
import { PointWords } from "./point-words";
import classes from "./read-model.module.css";

interface FoldProgressProps {
  readonly job: FoldJob;
  readonly role: Role;
}

/** A fold that waits or runs: how far, how fast, how long still. */
export function FoldProgress({ job: listed, role }: FoldProgressProps) {
  const { data } = useQuery(jobQuery(listed.id));
  const job = data?.kind === "fold-as-of" ? data : listed;
  const { result, subject, params } = job;
  return (
    <div className={classes.stack}>
      <Panel
        title={
          <>
            Rows as of <PointWords point={params.point} />
          </>
        }
        note={<JobStatusTag job={job} working="Folding" />}
        aside={
          <JobActions
            job={job}
            role={role}
            words={{
              noun: "fold",
              name: (
                <>
                  the fold of{" "}
                  <span className="mono">
                    <ShownText text={subject} />
                  </span>
                </>
              ),
              held: "The rows folded so far stay where they are.",
              goesOn: "Nothing is lost: whichever worker is free goes on behind the last batch.",
              kept: "Nothing: the rows folded so far are dropped. What consumers see was never touched.",
            }}
          />
        }
      >
        <JobFigures job={job} progress="Folded so far">
          <KeyFigure label="Rows" value={formatCount(result?.rows ?? 0)} note="so far" />
          {(result?.failed ?? 0) > 0 && (
            <KeyFigure
              label="Left out"
              value={formatCount((result?.failed ?? 0) + (result?.heldBack ?? 0))}
              note="they fail, or wait behind one that does"
              tone="warning"
            />
          )}
        </JobFigures>
      </Panel>
      {data !== undefined && <JobRatePanel title="Events folded per second" label="this fold" samples={data.samples} />}
    </div>
  );
}
