import type { AuditRecord } from "@/lib/api/audit";
import type { Column } from "../layout/data-table";
import { Time } from "../layout/time";
import { actionWords } from "./action-words";
import classes from "./audit.module.css";

export const auditColumns: readonly Column<AuditRecord>[] = [
  { id: "at", header: "When", width: 150, cell: (record) => <Time at={record.at} show="exact" weekday={false} /> },
  { id: "actor", header: "Who", width: 170, cell: (record) => <span title={record.actor}>{record.actorName}</span> },
  {
    id: "type",
    header: "What",
    width: 210,
    cell: (record) => <span className={classes.what}>{actionWords(record.type)}</span>,
  },
  {
    id: "about",
    header: "About",
    cell: (record) => <span className="mono secondary">{record.dataText}</span>,
    priority: 2,
  },
  {
    id: "reason",
    header: "Reason",
    width: 240,
    cell: (record) => record.reason ?? <span className="secondary">—</span>,
    priority: 3,
  },
];
