import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { Time } from "@/components/layout/time";
import type { Rebuild } from "@/lib/api/rebuilds";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatCount, formatPercent, formatRate } from "@/lib/format/number";

interface RebuildFiguresProps {
  readonly rebuild: Rebuild;
  /** The run to compare with. */
  readonly past: Rebuild | null;
}

/** Ready when, how fast, how far. */
export function RebuildFigures({ rebuild, past }: RebuildFiguresProps) {
  const { rate, eventsRead, eventsTotal, rowsWritten, elapsedMs, startedAt, requestedBy, attempt } = rebuild;
  const over = rebuild.finishedAt !== null;
  return (
    <KeyFigures>
      <ReadyIn rebuild={rebuild} />
      <KeyFigure
        label={over ? "Mean rate" : "Rate"}
        value={rate === null ? "—" : formatRate(rate)}
        note={rateNote(rebuild, past)}
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
      <KeyFigure label="Rows" value={formatCount(rowsWritten)} note={`in the table of v${rebuild.version}`} />
      {attempt > 1 && <KeyFigure label="Attempt" value={attempt} note="an earlier worker went away" tone="warning" />}
    </KeyFigures>
  );
}

const PROMOTION_WORDS = {
  manual: "then it waits to be promoted",
  "when-clean": "then promoted by itself if its rows are the same",
  always: "then promoted by itself",
};

function ReadyIn({ rebuild }: { readonly rebuild: Rebuild }) {
  const { status, etaSeconds, finishedAt, phase, promotion } = rebuild;
  const when = finishedAt === null ? undefined : <Time at={finishedAt} show="exact" weekday={false} />;
  switch (status) {
    case "queued":
      return <KeyFigure label="Ready in" value="—" note="waits for a worker" />;
    case "running":
      return etaSeconds === null ? (
        <KeyFigure
          label="Ready in"
          value="—"
          note={phase === "build" ? "not measured yet" : "almost: the events are read"}
        />
      ) : (
        <KeyFigure
          label="Ready in"
          value={`about ${formatSeconds(etaSeconds * 1000)}`}
          note={PROMOTION_WORDS[promotion]}
        />
      );
    case "ready":
      return <KeyFigure label="State" value="Ready" note={when} tone="success" />;
    case "promoted":
      return <KeyFigure label="State" value="Promoted" note={when} tone="success" />;
    case "failed":
      return <KeyFigure label="State" value="Failed" note={when} tone="danger" />;
    case "cancelled":
      return <KeyFigure label="State" value="Cancelled" note={when} />;
  }
}

function rateNote({ rate, version }: Rebuild, past: Rebuild | null): string {
  if (rate === null) return "not measured yet";
  if (past?.rate == null || past.rate === 0 || past.version === version) return "events/s";
  const change = rate / past.rate - 1;
  if (Math.abs(change) < 0.01) return `events/s, as v${past.version}`;
  return `events/s, ${formatPercent(Math.abs(change), 0)} ${change > 0 ? "faster" : "slower"} than v${past.version}`;
}
