"use client";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { RoleButton } from "@/components/actions/role-button";
import { useAction } from "@/components/actions/use-action";
import { StatusIcon } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { RebuildDialog } from "@/components/rebuild/rebuild-dialog";
import { restoreRecommendationAction } from "@/lib/actions/projections";
import type { Recommendation } from "@/lib/api/projection-watch";
import type { ProjectionSummary } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";
import { IgnoreDialog } from "./ignore-dialog";
import classes from "./recommendation-panel.module.css";

interface RecommendationPanelProps {
  readonly projection: ProjectionSummary;
  readonly role: Role;
}

/** The advice to rebuild, with what it rests on; or a quiet line that says who ignored it and why. */
export function RecommendationPanel({ projection, role }: RecommendationPanelProps) {
  const { name, recommendation, rebuild } = projection;
  const [rebuilding, rebuildDialog] = useDisclosure(false);
  const [ignoring, ignoreDialog] = useDisclosure(false);
  if (recommendation === null || rebuild !== null) return null;
  if (recommendation.ignored !== null) {
    return <Ignored name={name} recommendation={recommendation} ignored={recommendation.ignored} role={role} />;
  }
  return (
    <section className={classes.panel} aria-label="Recommendation">
      <StatusIcon status="warning" size={16} />
      <div className={classes.words}>
        <p className={classes.fact}>A rebuild is recommended: {recommendation.words}.</p>
        <p className="secondary">{recommendation.why} Consumers go on reading it as it is.</p>
      </div>
      <div className={classes.buttons}>
        <RoleButton role={role} needs="operator" onClick={ignoreDialog.open}>
          Ignore…
        </RoleButton>
        <RoleButton role={role} needs="operator" onClick={rebuildDialog.open}>
          Rebuild…
        </RoleButton>
      </div>
      {ignoring && (
        <IgnoreDialog projection={name} recommendation={recommendation} role={role} onClose={ignoreDialog.close} />
      )}
      {rebuilding && <RebuildDialog projection={name} role={role} onClose={rebuildDialog.close} />}
    </section>
  );
}

interface IgnoredProps {
  readonly name: string;
  readonly recommendation: Recommendation;
  readonly ignored: NonNullable<Recommendation["ignored"]>;
  readonly role: Role;
}

function Ignored({ name, recommendation, ignored, role }: IgnoredProps) {
  const queries = useQueryClient();
  const [, restore, pending] = useAction(restoreRecommendationAction, () => void queries.invalidateQueries());
  return (
    <form className={classes.quiet} action={restore} aria-label="Recommendation">
      <input type="hidden" name="name" value={name} />
      <p className="secondary">
        Rebuild recommended ({recommendation.words}), ignored by {ignored.by} <Time at={ignored.at} />: {ignored.reason}
      </p>
      <RoleButton role={role} needs="operator" type="submit" size="compact-xs" loading={pending}>
        Undo
      </RoleButton>
    </form>
  );
}
