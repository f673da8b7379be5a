"use client";
import { ActionIcon } from "@mantine/core";
import { IconSquare, IconSquareCheckFilled } from "@tabler/icons-react";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Time } from "@/components/layout/time";
import { StreamIdText } from "@/components/lists/highlight";
import type { DeadLetter } from "@/lib/api/dead-letters";
import type { DeadLetterListFilter } from "@/lib/api/dead-letters-queries";
import { formatCount } from "@/lib/format/number";
import classes from "./dead-letters.module.css";

interface DeadLetterRowProps {
  readonly letter: DeadLetter;
  readonly grouping: DeadLetterListFilter["group"];
  readonly search: string;
  readonly chosen: boolean;
  readonly selected: boolean;
  readonly onChoose: () => void;
  readonly onSelect: () => void;
}

/** One dead letter in the list: which event, of which stream, since when, and how much waits behind it. */
export function DeadLetterRow(props: DeadLetterRowProps) {
  const { letter, grouping, search, chosen, selected, onChoose, onSelect } = props;
  const { streamId, streamVersion, type, status } = letter;
  return (
    <div className={classes.row} data-chosen={chosen || undefined} data-selected={selected || undefined}>
      <ActionIcon
        size={28}
        className={classes.check ?? ""}
        role="checkbox"
        aria-checked={selected}
        aria-label={`Select ${type} of ${streamId}, version ${streamVersion}`}
        disabled={status !== "parked"}
        onClick={onSelect}
      >
        {selected ? <IconSquareCheckFilled size={16} /> : <IconSquare size={16} />}
      </ActionIcon>
      <button type="button" className={classes.open} aria-current={chosen || undefined} onClick={onChoose}>
        <span className={classes.first}>
          <EventTypeName type={type} className={classes.type} />
          <Time at={letter.failedAt} className={classes.since ?? ""} />
        </span>
        <span className={classes.second}>
          {grouping === "stream" ? (
            <span className={classes.what}>
              <span className="mono">{letter.projection}</span> <span>version {formatCount(streamVersion)}</span>
            </span>
          ) : (
            <span className={classes.what}>
              <StreamIdText streamId={streamId} search={search} />
              <span>version {formatCount(streamVersion)}</span>
            </span>
          )}
          <span className={classes.held}>{fate(letter)}</span>
        </span>
        {grouping !== "error" && <span className={classes.message}>{letter.message}</span>}
      </button>
    </div>
  );
}

function fate({ status, waiting, retryRequestedAt }: DeadLetter): string {
  if (status !== "parked") return status;
  if (retryRequestedAt !== null) return "retry asked";
  return waiting === 0 ? "none held" : `${formatCount(waiting)} held`;
}
