import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/layout/panel";
import { StatusIcon } from "@/components/layout/status-tag";
import { projectionHref } from "@/components/projections/projection-href";
import type { Impact, ReaderWarning } from "@/lib/api/upcaster-consequences";
import { formatSeconds } from "@/lib/format/duration";
import { formatCount, formatPercent } from "@/lib/format/number";
import classes from "./impact-panel.module.css";

interface ImpactPanelProps {
  readonly title: string;
  readonly impact: Impact;
  readonly warnings: readonly ReaderWarning[];
  readonly children?: ReactNode;
}

/** What activating or retiring would touch, in numbers, and whom it takes events away from. */
export function ImpactPanel({ title, impact, warnings, children }: ImpactPanelProps) {
  const { eventsReadDifferently, eventsInStore, projections, madeWhole, snapshots } = impact;
  const rows = projections.reduce((sum, projection) => sum + (projection.rows ?? 0), 0);
  return (
    <Panel title={title} aside="nothing stored changes">
      <dl className={classes.list}>
        <Line label="Events read differently" value={formatCount(eventsReadDifferently)}>
          {eventsInStore === 0
            ? "the store is empty"
            : `${formatPercent(eventsReadDifferently / eventsInStore)} of the store`}
        </Line>
        <Line label="Projections made stale" value={formatCount(projections.length)}>
          {projections.length === 0 ? "none reads them" : <Names names={projections.map(({ name }) => name)} />}
        </Line>
        {madeWhole.length > 0 && (
          <Line label="Projections made whole" value={formatCount(madeWhole.length)}>
            <Names names={madeWhole} />
          </Line>
        )}
        <Line label="Rows to rebuild" value={formatCount(rows)}>
          {timeWords(projections)}
        </Line>
        <Line label="Snapshots no longer used" value={formatCount(snapshots)}>
          folded again when next read
        </Line>
      </dl>
      {warnings.length > 0 && (
        <ul className={classes.warnings} aria-label="Warnings">
          {warnings.map(({ message }) => (
            <li key={message}>
              <StatusIcon status="warning" />
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
      {children !== undefined && <div className={classes.foot}>{children}</div>}
    </Panel>
  );
}

function timeWords(projections: Impact["projections"]): string {
  const known = projections.flatMap(({ estimate }) => (estimate === null ? [] : [estimate.seconds]));
  if (projections.length === 0) return "nothing to rebuild";
  if (known.length === 0) return "one click away for each";
  const [least, most] = [Math.min(...known), Math.max(...known)].map((seconds) => formatSeconds(seconds * 1000));
  return `${least === most ? `about ${least}` : `about ${least} to ${most}`} each, one click away`;
}

function Names({ names }: { readonly names: readonly string[] }) {
  return names.map((name, index) => (
    <span key={name}>
      {index > 0 && ", "}
      <Link href={projectionHref(name)}>{name}</Link>
    </span>
  ));
}

function Line({
  label,
  value,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.line}>
      <dt>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      <dd className={classes.note}>{children}</dd>
    </div>
  );
}
