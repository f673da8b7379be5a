import Link from "next/link";
import { Meter } from "@/components/layout/meter";
import { TwoLines } from "@/components/layout/two-lines";
import type { ProjectionNeed, ProjectionSummary } from "@/lib/api/projections";
import { formatPercent } from "@/lib/format/number";
import { projectionHref } from "./projection-href";
import classes from "./projections-table.module.css";

interface ProjectionNeedsCellProps {
  readonly projection: ProjectionSummary;
  readonly onRebuild: () => void;
  readonly onIgnore: () => void;
}

const URGENT: readonly ProjectionNeed["kind"][] = ["retry", "worker", "append"];

/** What somebody should do about a projection and why; or how far its rebuild is. */
export function ProjectionNeedsCell({ projection, onRebuild, onIgnore }: ProjectionNeedsCellProps) {
  const { name, needs, rebuild, recommendation, status } = projection;
  if (rebuild !== null && rebuild.status !== "ready" && rebuild.paused === null) {
    return (
      <Link href={projectionHref(name, "rebuild")} className={classes.progress ?? ""}>
        <Meter className={classes.bar} fraction={rebuild.fraction ?? 0} />
        {rebuild.fraction === null ? rebuild.status : formatPercent(rebuild.fraction, 0)}
      </Link>
    );
  }
  const [need] = needs;
  if (need === undefined) {
    if (recommendation?.ignored == null) return null;
    const { by, reason } = recommendation.ignored;
    return (
      <TwoLines first={<span className="hint">rebuild ignored</span>} second={`${by}: ${reason}`} title={reason} />
    );
  }
  if (need.kind !== "rebuild") {
    return (
      <TwoLines
        second={need.why}
        title={need.why}
        first={
          <span className={classes.choices}>
            <Link
              className={classes.need ?? ""}
              data-tone={status.kind !== "parked" && URGENT.includes(need.kind) ? "danger" : undefined}
              href={need.href ?? projectionHref(name)}
            >
              {need.words}
            </Link>
          </span>
        }
      />
    );
  }
  return (
    <TwoLines
      second={need.why}
      title={recommendation?.why ?? need.why}
      first={
        <span className={classes.choices}>
          <button type="button" className={classes.need} onClick={onRebuild} aria-label={`Rebuild ${name}…`}>
            Rebuild…
          </button>
          {recommendation !== null && (
            <button type="button" className={classes.quiet} onClick={onIgnore} aria-label={`Ignore for ${name}…`}>
              Ignore…
            </button>
          )}
        </span>
      }
    />
  );
}
