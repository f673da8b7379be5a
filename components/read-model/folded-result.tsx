import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { Tag } from "@/components/layout/status-tag";
import type { FoldNow } from "@/lib/api/fold-now";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { FoldNotes } from "./fold-notes";
import { FoldedRow } from "./folded-row";
import classes from "./folded-row.module.css";

interface FoldedResultProps {
  /** The key. */
  readonly asked: string;
  readonly fold: FoldNow;
  /** The key is a stream's id. */
  readonly keyedByStream: boolean;
  readonly onPosition: (position: string) => void;
}

/** What was read, what was left out, whether the row is the same now, and the row. */
export function FoldedResult({ asked, fold, keyedByStream, onPosition }: FoldedResultProps) {
  const { stored, eventsRead } = fold;
  const row = fold.rows[0] ?? null;
  return (
    <section aria-label={`Fold of ${asked}`}>
      <p className={classes.facts}>
        <strong className="mono">{asked}</strong>
        <span>{readWords(fold)}</span>
        {stored !== null && <Comparison stored={stored} found={row !== null} past={fold.asOf !== null} />}
        {keyedByStream && eventsRead > 0 && <Link href={streamHref(asked)}>its events</Link>}
      </p>
      <FoldNotes {...fold} />
      {stored !== null && <Standing fold={fold} stored={stored} onPosition={onPosition} />}
      {row === null && (stored?.values ?? null) === null ? (
        <EmptyState title={`There is no row of “${asked}”`}>
          {eventsRead === 0
            ? `No event that ${fold.projection} follows was found for it.`
            : `${eventsRead === 1 ? "The event that was" : "The events that were"} read leave no row of this key.`}
        </EmptyState>
      ) : (
        <FoldedRow
          columns={fold.columns}
          values={row?.values ?? null}
          stored={stored}
          heads={headsOf(fold)}
          label={asked}
        />
      )}
    </section>
  );
}

function readWords({ eventsRead, position, last, asOf }: FoldNow): string {
  const events = `folded from ${formatCounted(eventsRead, "event")}`;
  if (asOf !== null && "instant" in asOf) {
    return last === null ? events : `${events}, the last at position ${formatCount(BigInt(last))}`;
  }
  return `${events} up to position ${formatCount(BigInt(position))}`;
}

function headsOf({ asOf, stored }: FoldNow): readonly [string, string] {
  const version = stored?.version ?? null;
  if (asOf === null) return ["Folded", `Stored, v${version}`];
  return ["Then", version === null ? "Now, folded" : `Now, v${version}`];
}

type Stored = NonNullable<FoldNow["stored"]>;

interface ComparisonProps {
  readonly stored: Stored;
  readonly found: boolean;
  readonly past: boolean;
}

function Comparison({ stored, found, past }: ComparisonProps) {
  if (stored.differs.length === 0) {
    return found ? <Tag tone="success">{past ? "the same now" : "the stored row is the same"}</Tag> : null;
  }
  if (stored.values === null) return <Tag tone="warning">{past ? "gone since" : "not in the read model"}</Tag>;
  if (!found) return <Tag tone="warning">{past ? "new since" : "only in the read model"}</Tag>;
  const [count, verb] = [stored.differs.length, stored.differs.length === 1 ? "differs" : "differ"];
  return (
    <Tag tone="warning">
      {formatCounted(count, "column")} {verb} from {past ? "now" : "the stored row"}
    </Tag>
  );
}

interface StandingProps {
  readonly fold: FoldNow;
  readonly stored: Stored;
  readonly onPosition: (position: string) => void;
}

/** How far the read model was when it was compared; a difference may be no more than that. */
function Standing({ fold, stored, onPosition }: StandingProps) {
  const { checkpoint, version, differs } = stored;
  if (version === null) return null;
  if (checkpoint === null) return <p className={classes.standing}>Appends write the rows of v{version} themselves.</p>;
  const place = formatCount(BigInt(checkpoint));
  if (fold.asOf !== null) {
    return (
      <p className={classes.standing}>
        The row of v{version} was applied up to position {place}.
      </p>
    );
  }
  const apart = BigInt(checkpoint) - BigInt(fold.position);
  return (
    <p className={classes.standing}>
      The row of v{version} was applied up to position {place}
      {apart === 0n ? "." : apart < 0n ? ", the fold goes further." : ", further than the fold."}
      {apart !== 0n && differs.length > 0 && (
        <Button size="compact-xs" onClick={() => onPosition(checkpoint)}>
          Fold up to {place}
        </Button>
      )}
    </p>
  );
}
