import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { RebuildProgress } from "@/lib/api/rebuilds";
import type { Role } from "@/lib/auth/role";
import { ChangedRows } from "./changed-rows";
import { PromoteCard } from "./promote-card";
import { RebuildErrors } from "./rebuild-errors";
import { shownPhases } from "./rebuild-phase-list";
import { RebuildPhases } from "./rebuild-phases";
import { RebuildRecord } from "./rebuild-record";
import classes from "./rebuild-view.module.css";
import { RollBackCard } from "./roll-back-card";
import { VerificationSummary } from "./verification-summary";

interface VerificationViewProps {
  readonly rebuild: RebuildProgress;
  readonly past: RebuildProgress | null;
  readonly projection: ProjectionDetail;
  readonly role: Role;
}

/** How the rows of the new version compare with the live one's; then one decision, and the way back. */
export function VerificationView({ rebuild, past, projection, role }: VerificationViewProps) {
  const { verification, version } = rebuild;
  if (verification === null) return null;
  return (
    <>
      <section className={classes.figures} data-phases aria-label={`Rebuild to v${version}`}>
        <RebuildPhases phases={shownPhases(rebuild, past)} />
      </section>
      <div className={classes.columns}>
        <div className={classes.main}>
          <VerificationSummary verification={verification} version={version} />
          {verification.differencesStored > 0 ? (
            <ChangedRows
              id={rebuild.id}
              version={version}
              verification={verification}
              keyedByStream={projection.keyedBy === "stream"}
            />
          ) : (
            <Panel title="Changed rows">
              {verification.liveVersion === null ? (
                <EmptyState title="There is no version to compare with">
                  A later rebuild lists here the rows in which it differs from this one.
                </EmptyState>
              ) : (
                <EmptyState title={`No row of v${version} differs from v${verification.liveVersion}`}>
                  Rows that differ would stand here, old and new side by side.
                </EmptyState>
              )}
            </Panel>
          )}
        </div>
        <div className={classes.side}>
          {rebuild.status === "ready" && <PromoteCard rebuild={rebuild} projection={projection} role={role} />}
          <RollBackCard rebuild={rebuild} projection={projection} role={role} />
          <RebuildErrors rebuild={rebuild} />
          <RebuildRecord
            rebuild={rebuild}
            past={past}
            projection={projection}
            other={{ face: "run", words: "Open the run" }}
          />
        </div>
      </div>
    </>
  );
}
