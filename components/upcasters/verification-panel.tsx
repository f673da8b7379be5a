"use client";
import Link from "next/link";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import type { UpcasterPreview } from "@/lib/api/upcasters";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./verification-panel.module.css";

/** How many stored events the draft converts, how many it fails on, why, and which. */
export function VerificationPanel({ preview }: { readonly preview: UpcasterPreview }) {
  const { events, tried, converted, unchanged, failed, elapsedMs, reasons } = preview;
  const base =
    tried === events
      ? `all ${formatCounted(events, "event")}`
      : `${formatCount(tried)} of ${formatCount(events)} events, from all over the history,`;
  return (
    <Panel
      title="Tried on stored events"
      note={<Verdict preview={preview} />}
      aside={tried === 0 ? undefined : `${base} in ${formatDuration(elapsedMs)}`}
    >
      <KeyFigures>
        <KeyFigure label="Converted" value={formatCount(converted)} />
        <KeyFigure label="Unchanged" value={formatCount(unchanged)} />
        <KeyFigure label="Failed" value={formatCount(failed)} {...(failed > 0 ? { tone: "danger" as const } : {})} />
      </KeyFigures>
      {reasons.length > 0 && (
        <table className={classes.reasons}>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col">Operation</th>
              <th scope="col" data-align="right">
                Events
              </th>
              <th scope="col">Where</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ message, operation, events: count, examples }) => (
              <tr key={`${operation} ${message}`}>
                <td>{message}</td>
                <td>{operation === null ? "—" : operation + 1}</td>
                <td data-align="right">{formatCount(count)}</td>
                <td>
                  {examples.map(({ streamId, version }) => (
                    <span key={`${streamId} ${version}`} className={classes.where}>
                      <Link href={streamHref(streamId, `version=${version}`)} className="mono">
                        {streamId}
                      </Link>{" "}
                      <span className="hint">version {version}</span>
                    </span>
                  ))}
                  {count > examples.length && <span className="hint">{formatCount(count - examples.length)} more</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Verdict({ preview: { invalid, tried, failed } }: { readonly preview: UpcasterPreview }) {
  if (invalid.length > 0)
    return (
      <StatusTag status="stopped">not tried: {formatCounted(invalid.length, "mistake")} in the operations</StatusTag>
    );
  if (tried === 0) return <StatusTag status="idle">no such event is stored</StatusTag>;
  if (failed > 0) return <StatusTag status="stopped">{formatCounted(failed, "event fails", "events fail")}</StatusTag>;
  return <StatusTag status="ok">none fails</StatusTag>;
}
