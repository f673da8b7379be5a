import { Progress } from "@mantine/core";
import { IconServer } from "@tabler/icons-react";
import Link from "next/link";
import type { ProjectionSummary } from "@/lib/api/projections";
import type { WorkerInfo, WorkerList } from "@/lib/api/workers";
import { formatCount, formatPercent } from "@/lib/format/number";
import { type Column, DataTable } from "../layout/data-table";
import { EmptyState } from "../layout/empty-state";
import { Panel } from "../layout/panel";
import { StatusIcon } from "../layout/status-tag";
import { Heartbeat, WorkerName } from "../workers/worker-cells";
import classes from "./overview.module.css";

const COLUMNS: readonly Column<WorkerInfo>[] = [
  { id: "name", header: "Worker", cell: (worker) => <WorkerName worker={worker} /> },
  {
    id: "partitions",
    header: "Partitions",
    align: "right",
    width: 80,
    cell: (worker) => formatCount(worker.partitions),
  },
  { id: "heartbeat", header: "Heartbeat", align: "right", width: 84, cell: (worker) => <Heartbeat worker={worker} /> },
];

/** Who works, and what is being rebuilt. */
export function WorkersPanel({
  list,
  projections,
}: {
  readonly list: WorkerList;
  readonly projections: readonly ProjectionSummary[];
}) {
  const { leased, total } = list.partitions;
  const rebuilding = projections.filter(({ rebuild }) => rebuild?.status === "queued" || rebuild?.status === "running");
  return (
    <Panel title="Workers" aside={`${formatCount(leased)} of ${formatCount(total)} partitions leased`}>
      <DataTable
        label="Workers"
        columns={COLUMNS}
        rows={list.workers.filter((worker) => worker.state !== "stopped").slice(0, 5)}
        rowKey={(worker) => worker.id}
        rowHeight={36}
        virtual={false}
        empty={
          <EmptyState icon={IconServer} title="No worker is live">
            Projections stand still. Start one with <code>npm run worker</code>; it appears here.
          </EmptyState>
        }
      />
      {rebuilding.map(({ name, rebuild }) => (
        <div key={name} className={classes.rebuild}>
          <StatusIcon status="working" turning />
          <div className={classes.words}>
            <p className={classes.rebuildHead}>
              <Link href={`/projections/${encodeURIComponent(name)}`} className={`mono ${classes.strong}`}>
                {name} v{rebuild?.version}
              </Link>
              <span className="secondary">
                {rebuild?.fraction === null || rebuild === null
                  ? "waits for a worker"
                  : formatPercent(rebuild.fraction)}
              </span>
            </p>
            <Progress value={(rebuild?.fraction ?? 0) * 100} size={4} aria-label={`Rebuild of ${name}`} />
          </div>
        </div>
      ))}
    </Panel>
  );
}
