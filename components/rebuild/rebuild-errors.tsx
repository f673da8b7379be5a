import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { RebuildProgress } from "@/lib/api/rebuilds";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./rebuild-errors.module.css";

/** The events that the version being built could not apply, as they appear; nothing while there is none. */
export function RebuildErrors({ rebuild }: { readonly rebuild: RebuildProgress }) {
  const { count, latest } = rebuild.deadLetters;
  if (count === 0) return null;
  return (
    <Panel
      title={
        <>
          Errors <Tag tone="warning">{formatCount(count)}</Tag>
        </>
      }
      aside={<Link href={`/dead-letters?projection=${encodeURIComponent(rebuild.projection)}`}>Show all</Link>}
    >
      <ul className={classes.list}>
        {latest.map(({ id, type, schemaVersion, streamId, streamVersion, message, skipped, failedAt }) => (
          <li key={id}>
            <span className={classes.head}>
              <EventTypeName type={type} schema={`v${schemaVersion}`} />
              <Time at={failedAt} className="hint" />
            </span>
            <p className="secondary">{message}</p>
            <p className="secondary">
              <Link href={streamHref(streamId, `version=${streamVersion}`)}>
                <span className="mono">
                  <ShownText text={streamId} />
                </span>{" "}
                version {formatCount(streamVersion)}
              </Link>
              {skipped ? ", left out" : ", its later events wait"}
            </p>
          </li>
        ))}
      </ul>
      {count > latest.length && <p className={classes.more}>and {formatCount(count - latest.length)} before these</p>}
    </Panel>
  );
}
