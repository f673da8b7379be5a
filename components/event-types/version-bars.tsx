"use client";
import { slotColour } from "@/components/layout/event-type-slots";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { EventTypeDetail } from "@/lib/api/event-types";
import { formatCount, formatPercent } from "@/lib/format/number";
import classes from "./version-bars.module.css";

/** How much of the type lies in which version. */
export function VersionBars({ detail }: { readonly detail: EventTypeDetail }) {
  const { versions, events, eventsInOldVersions, slot } = detail;
  const old =
    eventsInOldVersions === 0
      ? "none in old versions"
      : `${formatPercent(eventsInOldVersions / events)} in old versions`;
  return (
    <Panel title="Versions" note={`${versions.length} stored`} aside={old} padded>
      <ul className={classes.list}>
        {versions.map((version) => (
          <li key={version.schemaVersion}>
            <span className={classes.line}>
              <b>v{version.schemaVersion}</b>
              {version.old ? <Tag tone="warning">upcast on read</Tag> : <Tag tone="success">read as it is</Tag>}
              <span className={classes.count}>{formatCount(version.events)}</span>
              <span className={classes.share}>{formatPercent(version.events / events)}</span>
            </span>
            <span className={classes.bar}>
              <span
                style={{
                  width: `${Math.max(0.5, (version.events / events) * 100)}%`,
                  background: slotColour(slot),
                  opacity: version.old ? 0.45 : 1,
                }}
              />
            </span>
            <span className="hint">
              first <Time at={version.firstAt} show="exact" weekday={false} />, last{" "}
              <Time at={version.lastAt} show="exact" weekday={false} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
