"use client";
import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Time } from "@/components/layout/time";
import type { PreviewStep } from "@/lib/api/console-projections";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./fold-table.module.css";

interface FoldTableProps {
  readonly rowKey: string;
  readonly columns: readonly string[];
  readonly steps: readonly PreviewStep[];
  /** How many steps there are beyond these. */
  readonly more: number;
}

/** One row through its events: each line is the row after an event, with what the event changed marked. */
export function FoldTable({ rowKey, columns, steps, more }: FoldTableProps) {
  const named = columns.filter((name, index) => name !== "" && columns.indexOf(name) === index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label={`Events of the row ${rowKey}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Event</th>
            {named.map((name) => (
              <th key={name} scope="col" className="mono">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={`${step.position} ${step.type}`} data-failed={step.failure !== null || undefined}>
              <th scope="row">
                <EventTypeName type={step.type} />
                <span className={classes.where}>
                  <Link href={streamHref(step.streamId, `version=${step.version}`)} className="mono">
                    {step.streamId === rowKey ? `version ${formatCount(step.version)}` : step.streamId}
                  </Link>{" "}
                  <Time at={step.occurredAt} />
                </span>
              </th>
              {step.failure === null ? (
                <Row step={step} columns={named} />
              ) : (
                <td colSpan={Math.max(1, named.length)} className={classes.failure}>
                  {step.failure}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className={`hint ${classes.more}`}>and {formatCount(more)} more events</p>}
    </section>
  );
}

function Row({ step, columns }: { readonly step: PreviewStep; readonly columns: readonly string[] }) {
  const { before, after } = step;
  if (after === null) {
    return (
      <td colSpan={Math.max(1, columns.length)} className={classes.deleted}>
        {before === null ? "no row" : "the row is deleted"}
      </td>
    );
  }
  return columns.map((name) => {
    const [old, value] = [before?.[name] ?? null, after[name] ?? null];
    return (
      <td key={name} data-changed={old !== value || undefined} className="mono">
        {old !== value && before !== null && (
          <>
            <del>{shown(old)}</del>{" "}
          </>
        )}
        {shown(value)}
      </td>
    );
  });
}

const shown = (value: string | null) =>
  value === null ? <span className={classes.nothing}>null</span> : value || "“”";
