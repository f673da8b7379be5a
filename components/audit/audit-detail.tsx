import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import Link from "next/link";
import { ShownText } from "@/components/layout/shown-text";
import type { AuditRecord } from "@/lib/api/audit";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { Json } from "../layout/json";
import { Time } from "../layout/time";
import { actionWords } from "./action-words";
import classes from "./audit.module.css";

/** One record of the audit with everything it holds. */
export function AuditDetail({ record, onClose }: { readonly record: AuditRecord; readonly onClose: () => void }) {
  return (
    <aside className={classes.detail} aria-label="Selected record">
      <header className={classes.head}>
        <h2>{actionWords(record.type)}</h2>
        <ActionIcon onClick={onClose} aria-label="Close record">
          <IconX size={16} />
        </ActionIcon>
      </header>
      <dl className={classes.facts}>
        <dt>When</dt>
        <dd>
          <Time at={record.at} show="exact" year="always" milliseconds />
        </dd>
        <dt>Who</dt>
        <dd>{record.actorName}</dd>
        <dt>Operator id</dt>
        <dd className="mono">{record.actor}</dd>
        <dt>Reason</dt>
        <dd>{record.reason ?? "—"}</dd>
        <dt>Event</dt>
        <dd>
          <Link href={streamHref(record.streamId, `version=${record.version}`)}>
            version {formatCount(record.version)} of <ShownText text={record.streamId} />
          </Link>
        </dd>
      </dl>
      <h3 className={classes.section}>Data</h3>
      <Json text={record.dataText} label="Data of the record" />
    </aside>
  );
}
