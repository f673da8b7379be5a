"use client";
import { IconArrowBackUp, IconArrowsExchange, type TablerIcon } from "@tabler/icons-react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import type { Promotion } from "@/lib/api/projections";
import { formatCount } from "@/lib/format/number";
import classes from "./promotions-table.module.css";

const KINDS: Readonly<Record<Promotion["kind"], { readonly words: string; readonly Icon: TablerIcon }>> = {
  promoted: { words: "Promoted", Icon: IconArrowsExchange },
  "by-itself": { words: "Promoted by itself", Icon: IconArrowsExchange },
  "rolled-back": { words: "Rolled back", Icon: IconArrowBackUp },
};

/** When consumers were given another version, by whom and why. */
export function PromotionsTable({ promotions }: { readonly promotions: readonly Promotion[] }) {
  return (
    <DataTable
      label="Promotions and roll backs"
      columns={COLUMNS}
      rows={promotions}
      rowKey={({ at, version }) => `${at} ${version}`}
      rowHeight={44}
      virtual={false}
      empty={
        <EmptyState title="Nothing was promoted yet">
          Each promotion and roll back stands here, with who did it and why.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Promotion>[] = [
  {
    id: "kind",
    header: "What",
    width: 240,
    cell: ({ kind, version, previousVersion }) => {
      const { words, Icon } = KINDS[kind];
      const forward = kind === "rolled-back" && version > (previousVersion ?? version);
      return (
        <span className={classes.what}>
          <Icon size={14} aria-hidden="true" />
          <b>
            {forward ? "Rolled forward" : words}
            {kind === "rolled-back" ? ` to v${version}` : ` v${version}`}
          </b>
          {previousVersion !== null && <span className="hint">instead of v{previousVersion}</span>}
        </span>
      );
    },
  },
  {
    id: "why",
    header: "By, why",
    cell: ({ by, reason }) => <TwoLines first={by ?? "—"} second={reason ?? "no reason given"} title={reason} />,
  },
  {
    id: "rows",
    header: "Rows that differed",
    align: "right",
    width: 132,
    priority: 2,
    cell: ({ rowsThatDiffered }) => (rowsThatDiffered === null ? "—" : formatCount(rowsThatDiffered)),
  },
  { id: "at", header: "When", align: "right", width: 120, cell: ({ at }) => <Time at={at} /> },
];
