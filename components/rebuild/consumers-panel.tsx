import { Panel } from "@/components/layout/panel";
import { StatusIcon, StatusTag } from "@/components/layout/status-tag";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Rebuild } from "@/lib/api/rebuilds";
import { formatDuration } from "@/lib/format/duration";
import { formatCount } from "@/lib/format/number";
import { isActive } from "./rebuild-status";
import classes from "./rebuild-view.module.css";

interface ConsumersPanelProps {
  readonly projection: ProjectionDetail;
  readonly rebuild: Rebuild;
}

/** What whoever reads the view has of it while a rebuild runs: the old version, and no pause. */
export function ConsumersPanel({ projection, rebuild }: ConsumersPanelProps) {
  const { servingVersion, view, rows, behindSeconds } = projection;
  return (
    <Panel title="What consumers see" padded>
      {servingVersion === null ? (
        <StatusTag status="idle">Nothing yet</StatusTag>
      ) : (
        <p className={classes.consumers}>
          <StatusIcon status="ok" />
          <span>
            <span className="mono">{view}</span> is v{servingVersion}
          </span>
        </p>
      )}
      <p className="secondary">
        {servingVersion === null
          ? "The view appears when a version is promoted."
          : `${rows === null ? "" : `${formatCount(rows)} rows, `}${behindSeconds === null ? "nothing behind" : `${formatDuration(behindSeconds * 1000)} behind`}, no pause.`}
        {isActive(rebuild) && words(rebuild, servingVersion)}
      </p>
    </Panel>
  );
}

function words({ scope, version }: Rebuild, servingVersion: number | null): string {
  if (scope !== "whole") return " The rows of this part change in one transaction, when all of them are folded.";
  return servingVersion === null ? "" : ` v${version} stays hidden until it is promoted.`;
}
