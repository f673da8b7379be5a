"use client";
import { Button } from "@mantine/core";
import { ActionButton } from "@/components/actions/action-button";
import { JobResult } from "@/components/jobs/job-result";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import { dropFoldAction } from "@/lib/actions/folds";
import type { Fold } from "@/lib/api/folds";
import type { LogPoint } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";
import { formatBytes, formatCount } from "@/lib/format/number";
import { PointWords } from "./point-words";

interface FoldsPanelProps {
  readonly name: string;
  readonly folds: readonly Fold[];
  readonly role: Role;
  readonly onOpen: (point: LogPoint) => void;
}

/** Which folds as of a point there are: their size, their age, and the way to be rid of them. */
export function FoldsPanel({ name, folds, role, onOpen }: FoldsPanelProps) {
  return (
    <Panel title="Folds as of a point" note="each in a table of its own; dropped after a day">
      <DataTable
        label="Folds as of a point"
        columns={columnsOf({ name, role, onOpen })}
        rows={folds}
        rowKey={({ job }) => job.id}
        rowHeight={44}
        virtual={false}
        empty={<EmptyState title="No fold is kept">Each appears here until it is dropped.</EmptyState>}
      />
    </Panel>
  );
}

type ColumnsProps = Pick<FoldsPanelProps, "name" | "role" | "onOpen">;

const columnsOf = ({ name, role, onOpen }: ColumnsProps): readonly Column<Fold>[] => [
  {
    id: "point",
    header: "As of",
    cell: ({ job, outdated }) => (
      <TwoLines
        first={
          <Button variant="subtle" size="compact-sm" onClick={() => onOpen(job.params.point)}>
            <PointWords point={job.params.point} />
          </Button>
        }
        second={outdated ?? job.reason ?? ""}
        title={outdated ?? job.reason}
      />
    ),
  },
  { id: "state", header: "State", width: 200, cell: ({ job }) => <JobResult job={job} working="Folding" /> },
  {
    id: "rows",
    header: "Rows",
    align: "right",
    width: 110,
    cell: ({ job, bytes }) => (
      <TwoLines first={formatCount(job.result?.rows ?? 0)} second={bytes === null ? "—" : formatBytes(bytes)} />
    ),
  },
  {
    id: "asked",
    header: "Asked for",
    align: "right",
    width: 130,
    priority: 2,
    cell: ({ job }) => <TwoLines first={<Time at={job.requestedAt} />} second={`by ${job.requestedBy}`} />,
  },
  {
    id: "goes",
    header: "Goes",
    align: "right",
    width: 110,
    priority: 3,
    cell: ({ goesAt }) => (goesAt === null ? "—" : <Time at={goesAt} />),
  },
  {
    id: "drop",
    header: "",
    width: 76,
    cell: ({ job, browsable }) =>
      browsable ? (
        <ActionButton
          role={role}
          needs="operator"
          size="compact-sm"
          action={dropFoldAction}
          fields={{ name, id: job.id }}
        >
          Drop
        </ActionButton>
      ) : null,
  },
];
