import Link from "next/link";
import { ShownText } from "@/components/layout/shown-text";
import type { FoldNow } from "@/lib/api/fold-now";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./read-model.module.css";

const SHOWN = 3;

type FoldNotesProps = Pick<FoldNow, "leftOut" | "failed" | "heldBack" | "failures">;

/** What of the events is not in the rows although it lies in their range, and why. */
export function FoldNotes({ leftOut, failed, heldBack, failures }: FoldNotesProps) {
  if (leftOut + failed + heldBack === 0) return null;
  return (
    <ul className={classes.notes} aria-label="Left out">
      {leftOut > 0 && (
        <li>
          Times and positions disagree: {formatCounted(leftOut, "event")} happened after the instant, although{" "}
          {leftOut === 1 ? "it lies" : "they lie"} before the last one that counts.{" "}
          {leftOut === 1 ? "It is" : "They are"} left out.
        </li>
      )}
      {failed > 0 && (
        <li>
          {formatCounted(failed, "event")} could not be applied and {failed === 1 ? "is" : "are"} left out
          {heldBack > 0 && `, and so are ${formatCount(heldBack)} later ones of the same streams, which wait behind`}.
        </li>
      )}
      {failures.slice(0, SHOWN).map(({ streamId, version, message }) => (
        <li key={`${streamId} ${version}`}>
          <Link href={streamHref(streamId, `version=${version}`)}>
            Version {formatCount(version)} of <ShownText text={streamId} />
          </Link>
          : <ShownText text={message} />
        </li>
      ))}
    </ul>
  );
}
