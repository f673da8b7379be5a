"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type Status, StatusIcon } from "@/components/layout/status-tag";
import { QueryError } from "@/components/lists/query-error";
import { projectionHref } from "@/components/projections/projection-href";
import { type SchemaReader, schemaReadersQuery } from "@/lib/api/schema-readers";
import type { EventDetail } from "@/lib/api/stream";
import classes from "./cause-and-effect.module.css";

/** The projections that read this event, and whether each has applied it. */
export function ReadBy({ detail }: { readonly detail: EventDetail }) {
  const { event } = detail;
  const { data, isError, error, refetch } = useQuery(schemaReadersQuery(event.type, event.schemaVersion));
  return (
    <section className={classes.section} aria-label="Read by">
      <h3>Read by</h3>
      {isError && data === undefined && (
        <QueryError title="Its readers could not be found" error={error} onRetry={() => void refetch()} />
      )}
      {data?.readers.length === 0 && <p className="secondary">No projection reads events of this type.</p>}
      <ul className={classes.readers}>
        {data?.readers.map((reader) => {
          const { status, words } = readerState(reader, detail);
          return (
            <li key={reader.name} className={classes.reader} title={words}>
              <StatusIcon status={status} />
              <Link className="mono" href={projectionHref(reader.name)}>
                {reader.name}
              </Link>
              {status !== "ok" && <span className="secondary">{words}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What became of an event in a projection that reads it, in a word. */
export function readerState(
  { name, kind, status, checkpoint, stale }: SchemaReader,
  {
    event,
    deadLetters,
    heldBackBy,
  }: Pick<EventDetail, "deadLetters" | "heldBackBy"> & {
    readonly event: Pick<EventDetail["event"], "position">;
  },
): { readonly status: Status; readonly words: string } {
  const letter = deadLetters.find(({ projection }) => projection === name);
  if (letter !== undefined) return { status: "warning", words: letter.status };
  if (heldBackBy.includes(name)) return { status: "warning", words: "held back" };
  if (status.kind === "retired") return { status: "idle", words: "retired" };
  if (kind === "live") return { status: "ok", words: "folded when asked" };
  if (status.kind === "not-built") return { status: "idle", words: "not built" };
  if (BigInt(checkpoint) < BigInt(event.position) && status.kind !== "in-append") {
    return status.kind === "stopped" ? { status: "stopped", words: "stopped" } : { status: "warning", words: "behind" };
  }
  return stale ? { status: "warning", words: "stale" } : { status: "ok", words: "applied" };
}
