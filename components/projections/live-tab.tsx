"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { Panel } from "@/components/layout/panel";
import { Time } from "@/components/layout/time";
import type { LagHistory } from "@/lib/api/projection-watch";
import type { ProjectionDetail, ProjectionPartition } from "@/lib/api/projections";
import { projectionQuery } from "@/lib/api/projections-queries";
import type { Role } from "@/lib/auth/role";
import { formatDuration } from "@/lib/format/duration";
import { formatBytes, formatCount, formatCounted, formatRate } from "@/lib/format/number";
import { LagHistoryPanels } from "./lag-history";
import classes from "./live-tab.module.css";
import { PartitionError } from "./partition-error";
import { ProjectionStatusTag } from "./projection-status-tag";
import { RecommendationPanel } from "./recommendation-panel";
import { StallCauses } from "./stall-causes";

interface LiveTabProps {
  readonly initial: ProjectionDetail;
  readonly history: LagHistory;
  readonly role: Role;
}

/** How a projection runs now: what is the matter, how far it is behind, and each partition. */
export function LiveTab({ initial, history, role }: LiveTabProps) {
  const { data = initial } = useQuery(projectionQuery(initial.name, initial));
  const failing = data.partitionList.filter((partition) => partition.error !== null);
  return (
    <>
      <section className={classes.summary} aria-label="Now">
        <div className={classes.status}>
          <ProjectionStatusTag status={data.status} />
          {data.causes.length === 0 && <p className="secondary">{data.status.reason}</p>}
          {data.needs
            .filter(({ kind }) => kind !== "rebuild")
            .map(({ kind, words, why, href }) => (
              <p key={`${kind} ${words}`} className="secondary">
                {href === null ? <b>{words}</b> : <Link href={href}>{words}</Link>}: {why}
              </p>
            ))}
        </div>
        <KeyFigures>
          <KeyFigure
            label="Behind"
            value={data.mode === "live" ? "—" : `${data.behindExact ? "" : "about "}${formatCount(data.behind)}`}
            note={behindNote(data)}
            {...(data.status.kind === "stopped" ? { tone: "danger" as const } : {})}
          />
          <KeyFigure
            label="Checkpoint"
            value={data.partitions === 0 ? "—" : formatCount(BigInt(data.checkpoint))}
            note={`of watermark ${formatCount(BigInt(data.watermark))}`}
          />
          <KeyFigure
            label="Rate"
            value={data.eventsPerSecond === null ? "—" : formatRate(data.eventsPerSecond)}
            note={data.eventsPerSecond === null ? "not measured" : "events/s, last minute"}
          />
          <KeyFigure
            label="Rows"
            value={data.rows === null ? "—" : formatCount(data.rows)}
            note={
              data.bytes === null ? "no table yet" : `${data.rowsExact ? "" : "estimated, "}${formatBytes(data.bytes)}`
            }
          />
        </KeyFigures>
      </section>
      <StallCauses causes={data.causes} />
      <RecommendationPanel projection={data} role={role} />
      {failing.map((partition) => (
        <PartitionError key={partition.partition} partition={partition} />
      ))}
      {data.mode !== "live" && <LagHistoryPanels projection={data} initial={history} />}
      {data.mode !== "live" && <Partitions projection={data} />}
    </>
  );
}

function behindNote({ mode, behindSeconds }: ProjectionDetail): string {
  if (mode === "live") return "folded when asked";
  if (behindSeconds === null) return "no event of its types waits";
  return `events of its types, for ${formatDuration(behindSeconds * 1000)}`;
}

function Partitions({ projection: { partitionList, workers } }: { readonly projection: ProjectionDetail }) {
  const held = partitionList.filter(({ worker }) => worker !== null).length;
  return (
    <Panel
      title="Partitions"
      note={`${formatCount(held)} of ${formatCounted(partitionList.length, "partition")} leased, ${formatCounted(workers, "worker")} ${workers === 1 ? "runs" : "run"} its definition`}
    >
      <DataTable
        label="Partitions"
        columns={COLUMNS}
        rows={partitionList}
        rowKey={({ partition }) => String(partition)}
        rowHeight={30}
        virtual={false}
        rowTone={({ error }) => (error === null ? undefined : "danger")}
        empty={<EmptyState title="No partitions">They come with the first read model.</EmptyState>}
      />
    </Panel>
  );
}

const COLUMNS: readonly Column<ProjectionPartition>[] = [
  { id: "no", header: "No.", width: 48, cell: ({ partition }) => partition },
  { id: "slices", header: "Slices", width: 96, priority: 3, cell: ({ slices }) => `${slices.from}–${slices.to}` },
  {
    id: "worker",
    header: "Worker",
    cell: ({ worker }) =>
      worker === null ? <span className="hint">no lease</span> : <span className="mono">{worker}</span>,
  },
  {
    id: "lease",
    header: "Lease until",
    width: 112,
    priority: 3,
    cell: ({ leaseUntil, worker }) => (leaseUntil === null || worker === null ? "—" : <Time at={leaseUntil} />),
  },
  {
    id: "epoch",
    header: "Epoch",
    align: "right",
    width: 64,
    priority: 3,
    cell: ({ leaseEpoch }) => formatCount(leaseEpoch),
  },
  {
    id: "checkpoint",
    header: "Checkpoint",
    align: "right",
    width: 112,
    cell: ({ checkpoint }) => formatCount(BigInt(checkpoint)),
  },
  { id: "behind", header: "Behind", align: "right", width: 84, cell: ({ behind }) => formatCount(behind) },
  {
    id: "applied",
    header: "Applied",
    align: "right",
    width: 96,
    priority: 2,
    cell: ({ eventsApplied }) => formatCount(eventsApplied),
  },
  {
    id: "at",
    header: "Last applied",
    align: "right",
    width: 120,
    priority: 2,
    cell: ({ appliedAt }) => (appliedAt === null ? "—" : <Time at={appliedAt} />),
  },
  {
    id: "state",
    header: "",
    width: 110,
    priority: 2,
    cell: ({ error, partition }) =>
      error === null ? null : <Link href={`#partition-${partition}`}>see the error</Link>,
  },
];
