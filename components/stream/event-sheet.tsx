"use client";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { EventTypeName } from "@/components/layout/event-type-name";
import { eventQuery } from "@/lib/api/stream";
import { formatCount } from "@/lib/format/number";
import classes from "./event-sheet.module.css";
import { JsonView } from "./json-view";
import type { StreamPlace } from "./use-stream";

/** On a phone: the chosen event under the timeline, and what to do next at the thumb. */
export function EventSheet({ place }: { readonly place: StreamPlace }) {
  const { stream, version, setUrl } = place;
  const { data: detail } = useQuery({ ...eventQuery(stream.streamId, version), enabled: version > 0 });
  if (detail === undefined || version === 0) return null;
  const { event, readAs, changes } = detail;
  const read = readAs[0];
  const marks = new Map(changes.map(({ path, how, version: schema }) => [path, `${how} · v${schema}`]));
  return (
    <section className={classes.sheet} aria-label="Chosen event">
      <header className={classes.head}>
        <EventTypeName
          type={read?.type ?? event.type}
          schema={
            read === undefined || read.schemaVersion === event.schemaVersion
              ? `v${event.schemaVersion}`
              : `v${event.schemaVersion} → v${read.schemaVersion}`
          }
        />
        <span className="secondary">
          Position <span className="mono">{formatCount(BigInt(event.position))}</span>
        </span>
      </header>
      <div className={classes.data}>
        <JsonView text={read?.dataText ?? event.dataText} marks={marks} label="Data" />
      </div>
      <div className={classes.buttons}>
        <Button onClick={() => void setUrl({ pane: "state" })}>See state</Button>
        <Button onClick={() => void setUrl({ mode: "compare", a: version, b: stream.version, pane: "diff" })}>
          Compare with now
        </Button>
      </div>
    </section>
  );
}
