"use client";
import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import type { EventDetail } from "@/lib/api/stream";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./cause-and-effect.module.css";

/** The event that caused this one, and those that it caused, each with the way there. */
export function CauseAndEffect({ detail }: { readonly detail: EventDetail }) {
  const { event, causation } = detail;
  const { cause, missingCause, effects, effectCount } = causation;
  const correlation =
    event.correlationId === null ? null : `/correlations?id=${encodeURIComponent(event.correlationId)}`;
  if (cause === null && missingCause === null && correlation === null) return null;
  return (
    <section className={classes.section} aria-label="Cause and effect">
      <h3>Cause and effect</h3>
      <ol className={classes.chain}>
        {cause !== null && <Step word="caused by" depth={0} place={cause} />}
        {missingCause !== null && (
          <li className={classes.step}>
            <span className={classes.word}>caused by</span>
            <span className="secondary">
              <span className="mono">
                <ShownText text={missingCause} />
              </span>
              , which is no event of this correlation or stream
            </span>
          </li>
        )}
        <li className={classes.step} aria-current="true">
          <span className={classes.word} data-depth={1}>
            this event
          </span>
          <EventTypeName type={event.type} />
        </li>
        {effects.map((effect) => (
          <Step key={`${effect.streamId} ${effect.version}`} word="caused" depth={2} place={effect} />
        ))}
        {effectCount === 0 && (
          <li className={classes.step}>
            <span className={classes.word} data-depth={2}>
              caused
            </span>
            <span className="secondary">
              {correlation === null ? "not known: it has no correlation id" : "no event of its correlation"}
            </span>
          </li>
        )}
      </ol>
      {effectCount > effects.length && correlation !== null && (
        <Link className={classes.more} href={correlation}>
          {formatCount(effectCount - effects.length)} more
        </Link>
      )}
    </section>
  );
}

interface StepProps {
  readonly word: string;
  readonly depth: number;
  readonly place: { readonly streamId: string; readonly version: number; readonly type: string };
}

function Step({ word, depth, place: { streamId, version, type } }: StepProps) {
  return (
    <li className={classes.step}>
      <span className={classes.word} data-depth={depth}>
        {word}
      </span>
      <EventTypeName type={type} className={classes.type} />
      <Link
        className={`mono ${classes.place}`}
        href={streamHref(streamId, `version=${version}`)}
        title={visibleText(streamId)}
      >
        <span className={classes.stream}>
          <ShownText text={streamId} />
        </span>{" "}
        {formatCount(version)}
      </Link>
    </li>
  );
}
