"use client";
import type { StreamPlace } from "@/components/stream/use-stream";
import { formatCount } from "@/lib/format/number";
import classes from "./timeline.module.css";
import type { TimelineList } from "./use-timeline";

/** What the list leaves out or does not know yet, in words. */
export function TimelineNotes({ place, list }: { readonly place: StreamPlace; readonly list: TimelineList }) {
  const { stream, version } = place;
  const { index, rows, isFiltered, error } = list;
  const size = index.last - index.first + 1;
  const row = rows.rowAt(version);
  const group = rows.group(row);
  const isListed = row >= 0 && (rows.version(row) === version || (group !== null && version <= group.last));
  const notes = [
    size < stream.version &&
      `Versions ${formatCount(index.first)} to ${formatCount(index.last)} of ${formatCount(stream.version)} are listed; # goes to any other.`,
    index.read < size &&
      index.read > 0 &&
      isFiltered &&
      error === null &&
      `${formatCount(index.read)} of ${formatCount(size)} events have been looked at so far.`,
    isFiltered &&
      version > 0 &&
      index.read === size &&
      !isListed &&
      `Version ${formatCount(version)} is not among them.`,
    !stream.timesInOrder && "Times are out of order: some events occurred before one ahead of them.",
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <div className={classes.notes} role="status">
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
