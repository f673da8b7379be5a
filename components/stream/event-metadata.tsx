"use client";
import Link from "next/link";
import { CopyId } from "@/components/layout/copy-id";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import type { EventDetail } from "@/lib/api/stream";
import { childrenOf, jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { formatCounted } from "@/lib/format/number";
import classes from "./event-pane.module.css";

const SHOWN_APART = new Set(["correlationId", "actor"]);

/** Where the event came from: its id, actor, correlation, clocks, and whatever else its producer wrote. */
export function EventMetadata({ detail }: { readonly detail: EventDetail }) {
  const { event, correlated } = detail;
  const metadata = childrenOf(parseForReading(event.metadataText), "") ?? [];
  const actor = metadata.find((member) => member.label === "actor")?.value;
  return (
    <section className={classes.section}>
      <header>
        <h3>Metadata</h3>
      </header>
      <dl className={classes.origin}>
        <dt>Event id</dt>
        <dd>
          <CopyId value={event.eventId} what="event id" />
        </dd>
        {typeof actor === "string" && (
          <>
            <dt>Actor</dt>
            <dd>
              <ShownText text={actor} />
            </dd>
          </>
        )}
        {event.correlationId !== null && (
          <>
            <dt>Correlation</dt>
            <dd>
              <Link href={`/correlations?id=${encodeURIComponent(event.correlationId)}`} className="mono">
                <ShownText text={event.correlationId} />
              </Link>{" "}
              {correlated !== null && (
                <span className="secondary">
                  {correlated.capped ? "over " : ""}
                  {formatCounted(correlated.events, "event")} in {formatCounted(correlated.streams, "stream")}
                </span>
              )}
            </dd>
          </>
        )}
        <dt>Recorded</dt>
        <dd>
          <Time at={event.recordedAt} show="exact" milliseconds />
        </dd>
        {metadata
          .filter(({ label }) => !SHOWN_APART.has(label))
          .map(({ label, value }) => (
            <div key={label} className={classes.pair}>
              <dt>
                <ShownText text={label} />
              </dt>
              <dd className="mono">
                <ShownText text={typeof value === "string" ? value : jsonTextOf(value)} />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
