import type { ProjectionDetail } from "@/lib/api/projections";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import type { Role } from "@/lib/auth/role";
import { ConsumersPanel } from "./consumers-panel";
import { LeftBehind } from "./left-behind";
import { RebuildErrors } from "./rebuild-errors";
import { RebuildFigures } from "./rebuild-figures";
import { shownPhases } from "./rebuild-phase-list";
import { RebuildPhases } from "./rebuild-phases";
import { RebuildRecord } from "./rebuild-record";
import { isActive } from "./rebuild-status";
import classes from "./rebuild-view.module.css";
import { RollBackCard } from "./roll-back-card";
import { ThroughputPanel } from "./throughput-panel";

interface RebuildRunProps {
  readonly rebuild: RebuildProgress;
  readonly past: readonly RebuildProgress[];
  readonly comparable: readonly Rebuild[];
  readonly projection: ProjectionDetail;
  readonly role: Role;
}

/** How a rebuild runs, or ran: figures, phases, the rate of every second, errors as they appear. */
export function RebuildRun({ rebuild, past, comparable, projection, role }: RebuildRunProps) {
  const before = past[0] ?? null;
  const busy = rebuild.status === "queued" || rebuild.status === "running";
  const name = rebuild.scope === "whole" ? `Rebuild to v${rebuild.version}` : `Rebuild of one ${rebuild.scope}`;
  return (
    <>
      <section className={classes.figures} aria-label={name}>
        <RebuildFigures rebuild={rebuild} past={before} />
        {rebuild.scope === "whole" && <RebuildPhases phases={shownPhases(rebuild, before)} />}
      </section>
      <div className={classes.columns}>
        <div className={classes.main}>
          <ThroughputPanel rebuild={rebuild} past={past} comparable={comparable} />
        </div>
        <div className={classes.side}>
          {isActive(rebuild) && <ConsumersPanel projection={projection} rebuild={rebuild} />}
          <RebuildErrors rebuild={rebuild} />
          {busy && <LeftBehind rebuild={rebuild} servingVersion={projection.servingVersion} role={role} />}
          <RollBackCard rebuild={rebuild} projection={projection} role={role} />
          {!busy && (
            <RebuildRecord
              rebuild={rebuild}
              past={before}
              projection={projection}
              other={rebuild.verification === null ? null : { face: "verification", words: "See what was verified" }}
            />
          )}
        </div>
      </div>
    </>
  );
}
