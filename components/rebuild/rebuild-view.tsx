"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { ChartLegend } from "@/components/charts/chart-legend";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { Panel } from "@/components/layout/panel";
import { StatusIcon, StatusTag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { RebuildProgress } from "@/lib/api/rebuilds";
import { rebuildQuery } from "@/lib/api/rebuilds-queries";
import { formatDuration } from "@/lib/format/duration";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { RebuildFigures } from "./rebuild-figures";
import { shownPhases } from "./rebuild-phase-list";
import { RebuildPhases } from "./rebuild-phases";
import classes from "./rebuild-view.module.css";
import { ThroughputChart } from "./throughput-chart";
import { throughputSeries } from "./throughput-series";

interface RebuildViewProps {
  readonly initial: RebuildProgress;
  /** The run to lay under it. */
  readonly past: RebuildProgress | null;
  readonly projection: ProjectionDetail;
}

/** One rebuild, live while it runs and unchanged afterwards: figures, phases, and how many events it replayed a second. */
export function RebuildView({ initial, past, projection }: RebuildViewProps) {
  const { data, error, refetch } = useQuery(rebuildQuery(initial.id, initial));
  const rebuild = data ?? initial;
  useFollowUp(rebuild.status);
  const running = rebuild.status === "running";
  const series = throughputSeries({
    run: { label: `v${rebuild.version}${running ? ", now" : ""}`, samples: rebuild.samples },
    past: past === null ? [] : [{ label: `v${past.version}, before`, samples: past.samples }],
    etaSeconds: running ? rebuild.etaSeconds : null,
    rate: rebuild.rate,
  });
  return (
    <>
      {error !== null && (
        <ErrorState
          title="The progress could not be read again"
          onRetry={() => refetch()}
          details={String(error.stack)}
        >
          {error.message} The figures below are those of the last answer.
        </ErrorState>
      )}
      <section className={classes.figures} aria-label={`Rebuild to v${rebuild.version}`}>
        <RebuildFigures rebuild={rebuild} past={past} />
        <RebuildPhases phases={shownPhases(rebuild)} />
      </section>
      {rebuild.error !== null && <RebuildFailure error={rebuild.error} version={rebuild.version} />}
      <div className={classes.columns}>
        <Panel title="Events replayed per second" aside={<ChartLegend series={series.lines} />}>
          {rebuild.samples.length === 0 ? (
            <EmptyState title={rebuild.status === "queued" ? "Waiting for a worker" : "No sample yet"}>
              A worker notes once a second how much it has read; the chart grows with it and stays.
            </EmptyState>
          ) : (
            <ThroughputChart series={series} samples={rebuild.samples} />
          )}
        </Panel>
        <div className={classes.side}>
          <Consumers projection={projection} rebuild={rebuild} />
          {isOver(rebuild) ? <Record rebuild={rebuild} /> : <LeftBehind rebuild={rebuild} projection={projection} />}
        </div>
      </div>
    </>
  );
}

/** Other figures of the page change when a rebuild passes from one status to the next. */
function useFollowUp(status: RebuildProgress["status"]) {
  const queries = useQueryClient();
  const before = useRef(status);
  useEffect(() => {
    if (before.current === status) return;
    before.current = status;
    queries.invalidateQueries({ queryKey: ["projection"] });
  }, [status, queries]);
}

function Consumers({
  projection,
  rebuild,
}: {
  readonly projection: ProjectionDetail;
  readonly rebuild: RebuildProgress;
}) {
  const { servingVersion, view, rows, behindSeconds } = projection;
  const hidden = rebuild.status === "queued" || rebuild.status === "running" || rebuild.status === "ready";
  return (
    <Panel title="What consumers see" padded>
      {servingVersion === null ? (
        <StatusTag status="idle">Nothing yet</StatusTag>
      ) : (
        <p className={classes.consumers}>
          <StatusIcon status="ok" />
          <span>
            <span className="mono">{view}</span> is v{servingVersion}
          </span>
        </p>
      )}
      <p className="secondary">
        {rows === null ? "" : `${formatCount(rows)} rows, `}
        {behindSeconds === null ? "nothing behind" : `${formatDuration(behindSeconds * 1000)} behind`}, no pause.
        {hidden && ` v${rebuild.version} stays hidden until it is promoted.`}
      </p>
    </Panel>
  );
}

function RebuildFailure({
  error,
  version,
}: {
  readonly error: NonNullable<RebuildProgress["error"]>;
  readonly version: number;
}) {
  const { message, stack, streamId, streamVersion } = error;
  return (
    <ErrorState title={`v${version} could not be built`} details={stack ?? message}>
      <p>{message}</p>
      {streamId !== null && streamVersion !== null && (
        <p>
          It failed on{" "}
          <Link href={streamHref(streamId, `version=${streamVersion}`)}>
            <span className="mono">{streamId}</span> version {streamVersion}
          </Link>
          . Correct the projection or the upcasters, then rebuild again.
        </p>
      )}
    </ErrorState>
  );
}

function isOver({ status }: RebuildProgress): boolean {
  return status === "promoted" || status === "failed" || status === "cancelled";
}

interface PartProps {
  readonly projection: ProjectionDetail;
  readonly rebuild: RebuildProgress;
}

function LeftBehind({ projection, rebuild }: PartProps) {
  return (
    <Panel title="What these buttons leave behind" padded>
      <dl className={classes.leaves}>
        <dt>Cancel</dt>
        <dd>
          Drops the table of v{rebuild.version}.{" "}
          {projection.servingVersion === null
            ? ""
            : `v${projection.servingVersion} goes on as if nothing had happened.`}
        </dd>
        <dt>Promote</dt>
        <dd>Applies the last events, then swaps the view. The version before is kept and no longer fed.</dd>
        <dt>A worker that dies</dt>
        <dd>Another takes the rebuild up and reads from the first event again, as a new attempt.</dd>
      </dl>
    </Panel>
  );
}

function Record({ rebuild }: { readonly rebuild: RebuildProgress }) {
  const { requestedBy, requestedAt, reason, attempt, targetPosition } = rebuild;
  return (
    <Panel title="This rebuild" padded>
      <dl className={classes.leaves}>
        <dt>Asked for</dt>
        <dd>
          by {requestedBy}, <Time at={requestedAt} />
        </dd>
        <dt>Reason</dt>
        <dd>{reason ?? "none given"}</dd>
        <dt>Read up to</dt>
        <dd>{targetPosition === null ? "it never began" : `position ${formatCount(BigInt(targetPosition))}`}</dd>
        <dt>Attempts</dt>
        <dd>{attempt}</dd>
      </dl>
    </Panel>
  );
}
