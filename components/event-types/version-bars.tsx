"use client";
import Link from "next/link";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { EventSchemaSummary } from "@/lib/api/event-schemas";
import type { EventTypeDetail, EventTypeVersionDetail } from "@/lib/api/event-types";
import { formatCount, formatPercent } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { schemaLabel } from "./schema-label";
import classes from "./version-bars.module.css";
import { versionShades } from "./version-shades";

interface VersionBarsProps {
  readonly detail: EventTypeDetail;
  readonly schemas: readonly EventSchemaSummary[];
}

/** How much of the type lies in which version, and when each was first and last appended. */
export function VersionBars({ detail, schemas }: VersionBarsProps) {
  const { versions, events, slot, readAs, type } = detail;
  const shades = versionShades(slot, versions.length);
  return (
    <Panel title="Versions" aside={`${versions.length} stored, read as ${readAsWords(readAs, type)}`} padded>
      <ul className={classes.list} aria-label="Versions">
        {versions.map((version, index) => (
          <li key={version.schemaVersion}>
            <span className={classes.line}>
              <b>v{version.schemaVersion}</b>
              <SchemaBadge schema={schemas.find(({ schemaVersion }) => schemaVersion === version.schemaVersion)} />
              <span className={classes.count}>{formatCount(version.events)}</span>
              <span className={classes.share}>{formatPercent(version.events / events)}</span>
            </span>
            <span className={classes.bar}>
              <span
                style={{ width: `${Math.max(0.5, (version.events / events) * 100)}%`, background: shades[index] }}
              />
            </span>
            <Ends version={version} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function SchemaBadge({ schema }: { readonly schema: EventSchemaSummary | undefined }) {
  const { words, tone } = schemaLabel(schema);
  return <Tag tone={tone}>{words}</Tag>;
}

function Ends({ version: { first, last, firstAt, lastAt, old } }: { readonly version: EventTypeVersionDetail }) {
  return (
    <span className={`hint ${classes.ends}`}>
      <span>
        <Link href={streamHref(first.streamId, `version=${first.version}`)}>
          first <Time at={firstAt} show="day" weekday={false} />
        </Link>
        ,{" "}
        <Link href={streamHref(last.streamId, `version=${last.version}`)}>
          last <Time at={lastAt} {...(old ? { show: "day", weekday: false } : {})} />
        </Link>
      </span>
      <span>{old ? "upcast on read" : "read as it is"}</span>
    </span>
  );
}

function readAsWords(readAs: EventTypeDetail["readAs"], type: string): string {
  if (readAs.length === 0) return "nothing";
  return readAs.map((schema) => `${schema.type === type ? "" : `${schema.type} `}v${schema.schemaVersion}`).join(", ");
}
