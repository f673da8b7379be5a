import Link from "next/link";
import type { Column } from "@/components/layout/data-table";
import { EventTypeName } from "@/components/layout/event-type-name";
import { StatusTag, Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { isUnpublished, type LastVerification, type Upcaster } from "@/lib/api/upcasters";
import { formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import { UpcasterStateTag } from "./editor-facts";
import { upcasterHref } from "./upcaster-href";
import classes from "./upcasters-screen.module.css";

/** The columns of the list of upcasters. */
export const UPCASTER_COLUMNS: readonly Column<Upcaster>[] = [
  {
    id: "title",
    header: "Title",
    cell: ({ id, title }) => (
      <Link href={upcasterHref(id)} className={classes.title} title={title}>
        {title}
      </Link>
    ),
  },
  {
    id: "reads",
    header: "Reads, makes",
    width: 276,
    cell: ({ from, to }) => (
      <span className={classes.edge}>
        <EventTypeName
          type={from.type}
          schema={to.type === from.type ? `v${from.schemaVersion} → v${to.schemaVersion}` : `v${from.schemaVersion} →`}
        />
        {to.type !== from.type && <EventTypeName type={to.type} schema={`v${to.schemaVersion}`} />}
      </span>
    ),
  },
  { id: "state", header: "State", width: 88, cell: ({ state }) => <UpcasterStateTag state={state} /> },
  {
    id: "verification",
    header: "Last verification",
    width: 180,
    priority: 3,
    cell: ({ state, verification }) => {
      if (!isUnpublished(state)) return <span className="hint">—</span>;
      return verification === null ? <span className="hint">none yet</span> : <VerificationCell {...verification} />;
    },
  },
  { id: "source", header: "Where", width: 72, priority: 4, cell: ({ source }) => <Tag tone="outline">{source}</Tag> },
  {
    id: "events",
    header: "Stored events",
    align: "right",
    width: 104,
    priority: 2,
    cell: ({ events }) => formatCount(events),
  },
  {
    id: "changed",
    header: "Changed",
    align: "right",
    width: 192,
    priority: 3,
    cell: ({ createdBy, updatedAt, activatedAt, activatedBy, retiredAt, retiredBy }) => {
      const at = retiredAt ?? activatedAt ?? updatedAt;
      if (at === null) return <span className="hint">with a release</span>;
      return (
        <span className="secondary">
          {retiredBy ?? activatedBy ?? createdBy}, <Time at={at} />
        </span>
      );
    },
  },
];

function VerificationCell(verification: LastVerification) {
  const { status, clean, outdated, events, eventsTotal, sample } = verification;
  if (status === "queued") return <StatusTag status="working">waits for a worker</StatusTag>;
  if (status === "running") {
    const share = eventsTotal === null || eventsTotal === 0 ? "" : ` ${formatPercent(events / eventsTotal, 0)}`;
    return (
      <StatusTag status="working" turning>
        running{share}
      </StatusTag>
    );
  }
  if (status === "cancelled") return <StatusTag status="idle">cancelled</StatusTag>;
  if (status === "failed") return <StatusTag status="stopped">broke off</StatusTag>;
  if (outdated) return <StatusTag status="idle">before a change</StatusTag>;
  const found = verification.failed + verification.misfits + verification.precision;
  if (found > 0) {
    return (
      <StatusTag status="stopped">
        {formatCount(found)} of {formatCounted(events, "event")}
      </StatusTag>
    );
  }
  if (!clean && sample !== null) return <StatusTag status="idle">sample of {formatCount(sample)}, clean</StatusTag>;
  return <StatusTag status="ok">clean, {formatCounted(events, "event")}</StatusTag>;
}
