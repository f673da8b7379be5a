"use client";
import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { z } from "zod";
import { ConditionField, type ConditionProblem } from "@/components/find-when/condition-field";
import { askHref } from "@/components/find-when/find-when-url";
import { EventTypeName } from "@/components/layout/event-type-name";
import { SecondBar } from "@/components/layout/page-header";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { ApiError } from "@/lib/api/fetch";
import { bisectQuery, type StreamBisection } from "@/lib/api/stream-bisection";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./bisect-bar.module.css";
import type { StreamPlace } from "./use-stream";

/** Asks for the first event after which a condition on the state holds, and leads there. */
export function BisectBar({ place, condition }: { readonly place: StreamPlace; readonly condition: string }) {
  const { stream, url, setUrl } = place;
  const { category } = stream;
  const [text, setText] = useState(condition);
  const question = { condition, reducer: url.reducer, lastVersion: stream.version };
  const { data, isFetching, error, refetch } = useQuery(bisectQuery(stream.streamId, question));
  // The same text again is no other address: it is asked anew.
  const find = () => void (text.trim() === condition ? refetch() : setUrl({ when: text.trim() }));
  return (
    <SecondBar label="Find when">
      <form className={classes.form} action={find}>
        <ConditionField
          category={category}
          reducer={url.reducer ?? undefined}
          value={text}
          onChange={setText}
          onSubmit={find}
          problem={text.trim() === condition ? problemOf(error) : null}
          saysProblem={false}
          autoFocus={condition === ""}
        />
        <Button type="submit" loading={isFetching} disabled={text.trim() === ""}>
          Find
        </Button>
      </form>
      <span className={classes.answer} role="status">
        {error !== null && (
          <span className={classes.problem}>
            <ShownText text={error.message} />
          </span>
        )}
        {error === null && data !== undefined && <Answer bisection={data} place={place} />}
        {condition === "" && <span className="secondary">The first event after which it holds, in CEL.</span>}
      </span>
      <Button
        component={Link}
        variant="subtle"
        href={askHref({ category, condition: text.trim(), reducer: url.reducer })}
      >
        <span>
          In every stream of <ShownText text={category} />…
        </span>
      </Button>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} aria-hidden="true" />}
        onClick={() => void setUrl({ when: null })}
      >
        Close
      </Button>
    </SecondBar>
  );
}

/** Where in the condition the server says that it is none. */
function problemOf(error: Error | null): ConditionProblem | null {
  const place = error instanceof ApiError ? Place.safeParse(error.details?.place) : null;
  return error === null || place?.success !== true
    ? null
    : { message: error.message, from: place.data.start, to: place.data.end };
}

const Place = z.object({ start: z.number().int(), end: z.number().int() });

function Answer({ bisection, place }: { readonly bisection: StreamBisection; readonly place: StreamPlace }) {
  const { found, eventsRead, cut, undecided, elapsedMs } = bisection;
  const { version, setUrl, goTo } = place;
  return (
    <>
      {found === null ? (
        <b>
          {undecided?.events === eventsRead ? "It cannot be decided after any of " : "It holds after none of "}
          {cut ? "the first " : ""}
          {formatCounted(eventsRead, "event")}
          {cut ? "; there was no time for the others" : ""}.
        </b>
      ) : (
        <>
          <b>First at version {formatCount(found.event.version)}</b>
          <EventTypeName type={found.event.type} />
          <Time at={found.event.occurredAt} show="exact" />
          {version !== found.event.version && <Button onClick={() => goTo(found.event.version)}>Go there</Button>}
          <Button
            onClick={() =>
              void setUrl({
                mode: "compare",
                version: found.event.version,
                a: found.event.version - 1,
                b: found.event.version,
                pane: "diff",
              })
            }
          >
            What changed, {formatCounted(found.changed.length, "path")}
          </Button>
        </>
      )}
      <span className="hint">{formatDuration(elapsedMs)}</span>
      {undecided !== null && (
        <span className={classes.undecided}>
          {undecided.events < eventsRead &&
            `Not decided after ${formatCounted(undecided.events, "event")}, the first version ${formatCount(undecided.version)}: `}
          <ShownText text={undecided.message} />
        </span>
      )}
    </>
  );
}
