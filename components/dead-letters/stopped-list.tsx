import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LinkButton } from "@/components/layout/link-button";
import { ShownText } from "@/components/layout/shown-text";
import { StatusTag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { StoppedPartition } from "@/lib/api/dead-letters";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./dead-letters.module.css";

/** Partitions whose projection must not pass an event that it cannot apply: everything behind it waits. */
export function StoppedList({ stopped }: { readonly stopped: readonly StoppedPartition[] }) {
  return (
    <ul aria-label="Stopped">
      {stopped.map((each) => (
        <li key={`${each.projection} ${each.version} ${each.partition}`} className={classes.stopped}>
          <div className={classes.head}>
            <div className={classes.headWords}>
              <h2 className={classes.headTitle} title={each.message}>
                {each.message}
              </h2>
              <p className={classes.headFacts}>
                <span className="mono">{each.projection}</span>
                <StatusTag status="stopped">Stopped</StatusTag>
                <span>
                  partition {each.partition}, {formatCounted(each.attempts, "attempt")}
                </span>
              </p>
            </div>
            <LinkButton href={`/projections/${encodeURIComponent(each.projection)}`}>Open projection</LinkButton>
          </div>
          {each.streamId !== null && each.streamVersion !== null && (
            <div className={classes.stoppedEvent}>
              <span className={classes.first}>
                {each.type !== null && <EventTypeName type={each.type} />}
                {each.since !== null && <Time at={each.since} className={classes.since ?? ""} />}
              </span>
              <span className={classes.second}>
                <Link href={streamHref(each.streamId, `version=${each.streamVersion}`)} className={classes.what}>
                  <span className="mono">
                    <ShownText text={each.streamId} />
                  </span>{" "}
                  <span>version {formatCount(each.streamVersion)}</span>
                </Link>
                <span className={classes.held}>{formatCount(each.behind)} wait</span>
              </span>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
