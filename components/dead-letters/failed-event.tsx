"use client";
import { SegmentedControl } from "@mantine/core";
import Link from "next/link";
import { CopyId } from "@/components/layout/copy-id";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Json } from "@/components/layout/json";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import { failingPlace } from "@/lib/format/failing-place";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./dead-letter-detail.module.css";

interface FailedEventProps {
  readonly detail: DeadLetterDetail;
  readonly reading: "today" | "raw";
  readonly onReading: (reading: "today" | "raw") => void;
}

/** The event's payload as the projection reads it, or as it is stored, with the field that the error names marked. */
export function FailedEvent({ detail, reading, onReading }: FailedEventProps) {
  const { event, deadLetter } = detail;
  const { streamId, streamVersion } = deadLetter;
  return (
    <section aria-label="Event">
      <header className={classes.head}>
        <h3>Event</h3>
        <SegmentedControl
          aria-label="Reading"
          value={reading}
          onChange={(value) => onReading(value as "today" | "raw")}
          data={[
            { value: "today", label: "As read" },
            { value: "raw", label: "Raw" },
          ]}
        />
        {event !== null && <CopyId value={event.dataText} what="stored payload" buttonOnly />}
        <Link className={classes.headLink} href={streamHref(streamId, `version=${streamVersion}`)}>
          Open in stream
        </Link>
      </header>
      {event === null ? (
        <EmptyState title="The event is not there">No event has this place in the stream.</EmptyState>
      ) : (
        <Payload event={event} message={deadLetter.message} schema={deadLetter.schemaVersion} reading={reading} />
      )}
    </section>
  );
}

interface PayloadProps {
  readonly event: NonNullable<DeadLetterDetail["event"]>;
  readonly message: string;
  readonly schema: number;
  readonly reading: "today" | "raw";
}

function Payload({ event, message, schema, reading }: PayloadProps) {
  if (reading === "raw" || event.problem !== null) {
    return (
      <>
        {event.problem !== null && (
          <p className={classes.problem} role="note">
            It cannot be read today: {event.problem} This is what is stored.
          </p>
        )}
        <Marked text={event.dataText} message={message} label={`Stored data, v${schema}`} />
      </>
    );
  }
  if (event.readAs.length === 0) {
    return <p className={classes.note}>Today's upcasters drop this event; a retry passes over it.</p>;
  }
  return event.readAs.map((read, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a split event have no other name.
    <div key={index}>
      {event.readAs.length > 1 && (
        <p className={classes.note}>
          <EventTypeName type={read.type} schema={`v${read.schemaVersion}`} />
        </p>
      )}
      <Marked text={read.dataText} message={message} label={`Data as read, v${read.schemaVersion}`} />
    </div>
  ));
}

function Marked({ text, message, label }: { readonly text: string; readonly message: string; readonly label: string }) {
  const place = failingPlace(message, text);
  const marks = place === null ? {} : { [place.pointer]: { tone: "danger" as const, note: place.note } };
  return <Json text={text} label={label} marks={marks} />;
}
