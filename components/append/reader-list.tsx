"use client";
import Link from "next/link";
import { type Status, StatusTag, Tag } from "@/components/layout/status-tag";
import type { CorrectionReader } from "@/lib/api/corrections";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./append-dialog.module.css";

/** Who would see the event, as what, and what would become of it there. */
export function ReaderList({ readers }: { readonly readers: readonly CorrectionReader[] }) {
  if (readers.length === 0) return <p className="secondary">No projection or reactor follows events of this type.</p>;
  return (
    <ul className={classes.readers} aria-label="Projections that would see it">
      {readers.map((reader) => (
        <li key={`${reader.name} ${reader.readsAs.type} ${reader.readsAs.schemaVersion}`}>
          <span className={classes.reader}>
            <Link href={`/projections/${encodeURIComponent(reader.name)}`} className="mono">
              {reader.name}
            </Link>
            {reader.kind === "reactor" && <Tag tone="warning">reactor</Tag>}
            <span className="secondary">
              as {reader.readsAs.type} v{reader.readsAs.schemaVersion}
            </span>
          </span>
          <StatusTag status={STATUS[reader.outcome]}>{outcomeWords(reader)}</StatusTag>
        </li>
      ))}
    </ul>
  );
}

const STATUS: Readonly<Record<CorrectionReader["outcome"], Status>> = {
  "in-append": "ok",
  refuses: "stopped",
  later: "running",
  waits: "paused",
  parked: "warning",
  "on-request": "idle",
};

function outcomeWords({ outcome, kind, status, parkedBehind }: CorrectionReader): string {
  switch (outcome) {
    case "in-append":
      return "written in the append";
    case "refuses":
      return "refuses it: the append fails";
    case "later":
      return kind === "reactor" ? "a worker runs it: it may act outside" : "a worker applies it";
    case "waits":
      return `waits: ${status.words.toLowerCase()}`;
    case "on-request":
      return "folded when somebody asks";
    case "parked":
      return parkedBehind === null
        ? "would be parked"
        : `would be parked behind version ${formatCount(parkedBehind.version)}${parkedBehind.waiting === 0 ? "" : `, with ${formatCounted(parkedBehind.waiting, "other event")}`}`;
  }
}
