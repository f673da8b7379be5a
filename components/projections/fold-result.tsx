import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { Tag } from "@/components/layout/status-tag";
import type { FoldNow } from "@/lib/api/fold-now";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./fold-now.module.css";
import { FoldedRow } from "./folded-row";

interface FoldResultProps {
  readonly asked: { readonly key: string; readonly position: string };
  readonly fold: FoldNow;
  /** The key is a stream's id. */
  readonly keyedByStream: boolean;
  readonly onPosition: (position: string) => void;
}

/** What was read, whether the stored row says the same, and the row. */
export function FoldResult({ asked, fold, keyedByStream, onPosition }: FoldResultProps) {
  const { stored, eventsRead, position } = fold;
  const row = fold.rows[0] ?? null;
  const read = `folded from ${formatCounted(eventsRead, "event")} up to position ${formatCount(BigInt(position))}`;
  return (
    <section aria-label={`Fold of ${asked.key}`}>
      <p className={classes.facts}>
        <strong className="mono">{asked.key}</strong>
        <span>{read}</span>
        {stored !== null && <Comparison stored={stored} found={row !== null} />}
        {keyedByStream && eventsRead > 0 && <Link href={streamHref(asked.key)}>its events</Link>}
      </p>
      {stored !== null && <Standing fold={fold} stored={stored} onPosition={onPosition} />}
      {row === null && (stored?.values ?? null) === null ? (
        <EmptyState title={`There is no row of “${asked.key}”`}>
          {eventsRead === 0
            ? `No event that ${fold.projection} follows was found for it.`
            : `${eventsRead === 1 ? "The event that was" : "The events that were"} read leave no row of this key.`}
        </EmptyState>
      ) : (
        <FoldedRow columns={fold.columns} values={row?.values ?? null} stored={stored} label={asked.key} />
      )}
    </section>
  );
}

type Stored = NonNullable<FoldNow["stored"]>;

function Comparison({ stored, found }: { readonly stored: Stored; readonly found: boolean }) {
  if (stored.differs.length === 0) return found ? <Tag tone="success">the stored row is the same</Tag> : null;
  if (stored.values === null) return <Tag tone="warning">not in the read model</Tag>;
  if (!found) return <Tag tone="warning">only in the read model</Tag>;
  const [count, verb] = [stored.differs.length, stored.differs.length === 1 ? "differs" : "differ"];
  return (
    <Tag tone="warning">
      {formatCounted(count, "column")} {verb} from the stored row
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
  if (checkpoint === null) return <p className={classes.standing}>Appends write the rows of v{version} themselves.</p>;
  const apart = BigInt(checkpoint) - BigInt(fold.position);
  const place = formatCount(BigInt(checkpoint));
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
