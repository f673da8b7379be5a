import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { Time } from "@/components/layout/time";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatCount, formatPercent, formatRate } from "@/lib/format/number";
import { readyIn } from "./rebuild-eta";

interface RebuildFiguresProps {
  readonly rebuild: RebuildProgress;
  /** The run to compare with. */
  readonly past: Rebuild | null;
}

/** Ready when, how fast, how far, and what could not be applied. */
export function RebuildFigures({ rebuild, past }: RebuildFiguresProps) {
  const { rate, eventsRead, eventsTotal, rowsWritten, elapsedMs, startedAt, requestedBy, attempt, throttle } = rebuild;
  const over = rebuild.finishedAt !== null;
  return (
    <KeyFigures>
      <State rebuild={rebuild} past={past} />
      <KeyFigure
        label={over ? "Mean rate" : "Rate"}
        value={rate === null ? "—" : formatRate(rate)}
        note={throttle === null || over ? rateNote(rebuild, past) : `events/s, of at most ${formatCount(throttle)}`}
      />
      <KeyFigure
        label="Read"
        value={formatCount(eventsRead)}
        note={eventsTotal === null ? "not counted yet" : `of ${formatCount(eventsTotal)} events`}
      />
      <KeyFigure
        label={over ? "Took" : "Elapsed"}
        value={elapsedMs === null ? "—" : over ? formatDuration(elapsedMs) : formatSeconds(elapsedMs)}
        note={
          startedAt === null ? (
            `asked for by ${requestedBy}`
          ) : (
            <>
              started <Time at={startedAt} show="exact" weekday={false} /> by {requestedBy}
            </>
          )
        }
      />
      <KeyFigure label="Rows" value={formatCount(rowsWritten)} note={rowsNote(rebuild)} />
      {rebuild.scope === "whole" && <Errors rebuild={rebuild} />}
      {attempt > 1 && <KeyFigure label="Attempt" value={attempt} note="an earlier worker went away" tone="warning" />}
    </KeyFigures>
  );
}

function Errors({ rebuild: { deadLetters, version } }: { readonly rebuild: RebuildProgress }) {
  if (deadLetters.count === 0) return <KeyFigure label="Errors" value="0" note="every event was applied" />;
  return (
    <KeyFigure
      label="Errors"
      value={formatCount(deadLetters.count)}
      note={`set aside for v${version}`}
      tone="warning"
    />
  );
}

const PROMOTION_WORDS = {
  manual: "then it waits to be promoted",
  "when-clean": "then promoted if verified clean",
  always: "then promoted by itself",
};

function State({ rebuild, past }: RebuildFiguresProps) {
  const { status, finishedAt, phase, promotion, paused, eventsTotal } = rebuild;
  const when = finishedAt === null ? undefined : <Time at={finishedAt} show="exact" weekday={false} />;
  if (paused !== null && finishedAt === null) {
    return (
      <KeyFigure
        label="Ready in"
        value="Paused"
        note={
          <>
            by {paused.by}, <Time at={paused.at} />
          </>
        }
        tone="warning"
      />
    );
  }
  switch (status) {
    case "queued":
      return <KeyFigure label="Ready in" value="—" note="waits for a worker" />;
    case "running": {
      const ready = rebuild.scope === "whole" ? readyIn(rebuild, past) : null;
      if (ready === null) {
        const reads = phase === "build" || phase === null;
        const note = !reads
          ? "almost: the events are read"
          : eventsTotal === null
            ? "counts the events"
            : "not measured yet";
        return <KeyFigure label="Ready in" value="—" note={note} />;
      }
      const plusMinus = ready.plusMinus ?? 0;
      return (
        <KeyFigure
          label="Ready in"
          value={`about ${formatSeconds(ready.seconds * 1000)}`}
          note={
            <>
              {plusMinus < 1 ? "" : `± ${formatSeconds(plusMinus * 1000)}, `}
              {PROMOTION_WORDS[promotion]}
            </>
          }
        />
      );
    }
    case "ready":
      return <KeyFigure label="State" value="Ready" note={when} tone="success" />;
    case "promoted":
      return <KeyFigure label="State" value="Promoted" note={when} tone="success" />;
    case "done":
      return <KeyFigure label="State" value="Done" note={when} tone="success" />;
    case "failed":
      return <KeyFigure label="State" value="Failed" note={when} tone="danger" />;
    case "cancelled":
      return <KeyFigure label="State" value="Cancelled" note={when} />;
  }
}

function rowsNote({ scope, version }: Rebuild): string {
  return scope === "whole" ? `in the table of v${version}` : `changed in v${version}`;
}

function rateNote({ rate, version }: Rebuild, past: Rebuild | null): string {
  if (rate === null) return "not measured yet";
  if (past?.rate == null || past.rate === 0 || past.version === version) return "events/s";
  const change = rate / past.rate - 1;
  if (Math.abs(change) < 0.01) return `events/s, as v${past.version}`;
  return `events/s, ${formatPercent(Math.abs(change), 0)} ${change > 0 ? "faster" : "slower"} than v${past.version}`;
}
