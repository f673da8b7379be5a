"use client";
import { IconServer } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type WorkerInfo, type WorkerList, workersQuery } from "@/lib/api/workers";
import { formatCount, formatCounted } from "@/lib/format/number";
import { type Column, DataTable } from "../layout/data-table";
import { EmptyState } from "../layout/empty-state";
import { ErrorState } from "../layout/error-state";
import { PageBody, PageHeader } from "../layout/page-header";
import { Panel } from "../layout/panel";
import { Time } from "../layout/time";
import { Heartbeat, WorkerName, WorkerState } from "./worker-cells";

const COLUMNS: readonly Column<WorkerInfo>[] = [
  { id: "name", header: "Worker", cell: (worker) => <WorkerName worker={worker} /> },
  { id: "state", header: "State", width: 110, cell: (worker) => <WorkerState worker={worker} /> },
  {
    id: "host",
    header: "Host",
    width: 140,
    priority: 3,
    cell: (worker) => <span className="mono">{worker.host}</span>,
  },
  { id: "pid", header: "Process", align: "right", width: 90, priority: 3, cell: (worker) => worker.pid },
  {
    id: "partitions",
    header: "Partitions",
    align: "right",
    width: 90,
    cell: (worker) => formatCount(worker.partitions),
  },
  {
    id: "rebuilds",
    header: "Rebuilding",
    width: 190,
    priority: 2,
    cell: (worker) => worker.rebuilds.join(", ") || "—",
  },
  {
    id: "started",
    header: "Started",
    align: "right",
    width: 130,
    priority: 2,
    cell: (worker) => <Time at={worker.startedAt} />,
  },
  { id: "heartbeat", header: "Heartbeat", align: "right", width: 110, cell: (worker) => <Heartbeat worker={worker} /> },
];

/** The processes that run projections and rebuilds. */
export function WorkersScreen({ initial }: { readonly initial: WorkerList }) {
  const { data, error, refetch } = useQuery(workersQuery(initial));
  const list = data ?? initial;
  const live = list.workers.filter((worker) => worker.state === "live").length;
  const { total, leased } = list.partitions;
  return (
    <>
      <PageHeader
        title="Workers"
        facts={`${formatCounted(live, "worker")} live, ${formatCount(leased)} of ${formatCounted(total, "partition")} leased`}
      />
      <PageBody>
        {error !== null && (
          <ErrorState title="Workers could not be read again" onRetry={() => refetch()} details={error.message}>
            {error.message} The rows below are from <Time at={list.at} show="exact" />.
          </ErrorState>
        )}
        <Panel title="Workers" note="of the last day; one that is silent for 15 s loses its leases to the others">
          <DataTable
            label="Workers"
            columns={COLUMNS}
            rows={list.workers}
            rowKey={(worker) => worker.id}
            rowHeight={36}
            virtual={false}
            rowTone={(worker) => (worker.state === "stopped" ? "muted" : undefined)}
            empty={
              <EmptyState icon={IconServer} title="No worker has run in the last day">
                Workers run projections and rebuilds. <code>npm start</code> brings one; <code>npm run worker</code>{" "}
                adds more.
              </EmptyState>
            }
          />
        </Panel>
      </PageBody>
    </>
  );
}
