import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/layout/panel";
import { projectionHref } from "@/components/projections/projection-href";
import type { UpcasterPreview } from "@/lib/api/upcasters";
import { formatCount, formatPercent } from "@/lib/format/number";
import classes from "./impact-panel.module.css";

interface ImpactPanelProps {
  readonly title: string;
  readonly impact: UpcasterPreview["impact"];
  readonly children?: ReactNode;
}

/** What activating or retiring would touch, in numbers. */
export function ImpactPanel({ title, impact, children }: ImpactPanelProps) {
  const { eventsReadDifferently, eventsInStore, projections, snapshots } = impact;
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
          {projections.length === 0
            ? "none reads them"
            : projections.map(({ name }, index) => (
                <span key={name}>
                  {index > 0 && ", "}
                  <Link href={projectionHref(name)}>{name}</Link>
                </span>
              ))}
        </Line>
        <Line label="Rows to rebuild" value={formatCount(rows)}>
          one click away for each
        </Line>
        <Line label="Snapshots no longer used" value={formatCount(snapshots)}>
          folded again when next read
        </Line>
      </dl>
      {children !== undefined && <div className={classes.foot}>{children}</div>}
    </Panel>
  );
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
