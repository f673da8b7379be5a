import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/layout/panel";
import { Time } from "@/components/layout/time";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Rebuild } from "@/lib/api/rebuilds";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatRate } from "@/lib/format/number";
import classes from "./fact-list.module.css";
import { runHref } from "./rebuild-status";

interface RebuildRecordProps {
  readonly rebuild: Rebuild;
  readonly past: Rebuild | null;
  readonly projection: ProjectionDetail;
  /** The other face of the run; `null` when it has only this one. */
  readonly other: { readonly face: "run" | "verification"; readonly words: string } | null;
}

/** The facts of a run: what it read, how fast, who asked for it and why, and what it was built with. */
export function RebuildRecord({ rebuild, past, projection, other }: RebuildRecordProps) {
  const { requestedBy, requestedAt, reason, attempt, targetPosition, eventsRead, rate, elapsedMs } = rebuild;
  return (
    <Panel
      title="This rebuild"
      aside={other === null ? undefined : <Link href={runHref(rebuild, other.face)}>{other.words}</Link>}
      padded
    >
      <dl className={classes.facts}>
        <Fact label="Events replayed">{formatCount(eventsRead)}</Fact>
        {rate !== null && <Fact label="Mean rate">{formatRate(rate)} events/s</Fact>}
        {elapsedMs !== null && (
          <Fact label="Whole run">
            {formatDuration(elapsedMs)}
            {past?.elapsedMs == null ? "" : `, v${past.version} took ${formatDuration(past.elapsedMs)}`}
          </Fact>
        )}
        <Fact label="Asked for">
          by {requestedBy}, <Time at={requestedAt} />
        </Fact>
        <Fact label="Reason">{reason ?? "none given"}</Fact>
        <Fact label="Read up to">
          {targetPosition === null ? "it never began" : `position ${formatCount(BigInt(targetPosition))}`}
        </Fact>
        {attempt > 1 && <Fact label="Attempts">{attempt}</Fact>}
        {rebuild.scope === "whole" && <Upcasters rebuild={rebuild} projection={projection} />}
      </dl>
    </Panel>
  );
}

function Upcasters({ rebuild, projection }: Pick<RebuildRecordProps, "rebuild" | "projection">) {
  const built = projection.versions.find(({ version }) => version === rebuild.version)?.upcasterHash;
  if (built === undefined) return null;
  const live = projection.versions.find(({ state }) => state === "live");
  const against =
    live === undefined || live.version === rebuild.version
      ? ""
      : live.upcasterHash === built
        ? `, like v${live.version}`
        : `; v${live.version}: ${short(live.upcasterHash)}`;
  return (
    <Fact label="Upcasters">
      <span className="mono" title={built}>
        {short(built)}
      </span>
      {against}
    </Fact>
  );
}

function short(hash: string): string {
  return hash.slice(0, 8);
}

/** A name and what it is, at the two ends of a line. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
