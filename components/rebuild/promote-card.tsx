"use client";
import { Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { RoleButton } from "@/components/actions/role-button";
import { useAction } from "@/components/actions/use-action";
import { Panel } from "@/components/layout/panel";
import { promoteRebuildAction } from "@/lib/actions/rebuilds";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { RebuildProgress } from "@/lib/api/rebuilds";
import type { Role } from "@/lib/auth/role";
import classes from "./promote-card.module.css";
import { PromotionConsequences } from "./promotion-consequences";

interface PromoteCardProps {
  readonly rebuild: RebuildProgress;
  readonly projection: ProjectionDetail;
  readonly role: Role;
}

/** The decision: what promoting does, why, and the button. */
export function PromoteCard({ rebuild, projection, role }: PromoteCardProps) {
  const queries = useQueryClient();
  const [state, promote, pending] = useAction(promoteRebuildAction, () => queries.invalidateQueries());
  const clean = rebuild.verification?.clean === true;
  return (
    <Panel title={`Promote v${rebuild.version}`} note="nothing has changed for consumers yet" padded>
      <form action={promote} className={classes.form}>
        <input type="hidden" name="id" value={rebuild.id} />
        <PromotionConsequences rebuild={rebuild} projection={projection} />
        <Textarea
          name="reason"
          label="Reason"
          description={clean ? "Optional." : "Why these differences are right."}
          required={!clean}
          withAsterisk={false}
          maxLength={500}
          autosize
          minRows={2}
          maxRows={4}
        />
        <RoleButton role={role} needs="operator" type="submit" variant="filled" fullWidth loading={pending}>
          Promote v{rebuild.version}
        </RoleButton>
        {state !== null && !state.ok && (
          <p className={classes.problem} role="alert">
            {state.message}
          </p>
        )}
        <p className="hint">Recorded in the audit with these numbers and your name.</p>
      </form>
    </Panel>
  );
}
