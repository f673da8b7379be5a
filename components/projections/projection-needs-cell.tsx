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
  if (needs.length === 0) {
    if (recommendation?.ignored == null) return null;
    const { by, reason } = recommendation.ignored;
    return (
      <TwoLines first={<span className="hint">rebuild ignored</span>} second={`${by}: ${reason}`} title={reason} />
    );
  }
  // A parked projection can be stale too: what is urgent does not hide that it needs a rebuild besides.
  const urgent = needs.find(({ kind }) => kind !== "rebuild");
  const stale = needs.find(({ kind }) => kind === "rebuild");
  const shown = [urgent, stale].flatMap((need) => need ?? []);
  const why = shown.map((need) => need.why).join("; ");
  return (
    <TwoLines
      second={why}
      title={stale === undefined ? why : [urgent?.why, recommendation?.why ?? stale.why].filter(Boolean).join("; ")}
      first={
        <span className={classes.choices}>
          {urgent !== undefined && (
            <Link
              className={classes.need ?? ""}
              data-tone={status.kind !== "parked" && URGENT.includes(urgent.kind) ? "danger" : undefined}
              href={urgent.href ?? projectionHref(name)}
            >
              {urgent.words}
            </Link>
          )}
          {stale !== undefined && (
            <button type="button" className={classes.need} onClick={onRebuild} aria-label={`Rebuild ${name}…`}>
              Rebuild…
            </button>
          )}
          {urgent === undefined && recommendation !== null && (
            <button type="button" className={classes.quiet} onClick={onIgnore} aria-label={`Ignore for ${name}…`}>
              Ignore…
            </button>
          )}
        </span>
      }
    />
  );
}
