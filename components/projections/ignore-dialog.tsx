"use client";
import { useQueryClient } from "@tanstack/react-query";
import { ActionDialog } from "@/components/actions/action-dialog";
import { ignoreRecommendationAction } from "@/lib/actions/projections";
import type { Recommendation } from "@/lib/api/projection-watch";
import { hasRole, type Role } from "@/lib/auth/role";

interface IgnoreDialogProps {
  readonly projection: string;
  readonly recommendation: Recommendation;
  readonly role: Role;
  readonly onClose: () => void;
}

/** Why a read model stays as it was built, although a rebuild is recommended. */
export function IgnoreDialog({ projection, recommendation, role, onClose }: IgnoreDialogProps) {
  const queries = useQueryClient();
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        <>
          Ignore the recommendation to rebuild <span className="mono">{projection}</span>
        </>
      }
      note={`${recommendation.why} It stays so, and is recommended again when its code or its upcasters change once more.`}
      action={ignoreRecommendationAction}
      fields={{ name: projection, builtWith: recommendation.builtWith }}
      verb="Ignore recommendation"
      reason="required"
      reasonPlaceholder="Why its rows may stay as they are"
      blocked={hasRole(role, "operator") ? null : `This needs the role operator; yours is ${role}.`}
      onDone={() => void queries.invalidateQueries()}
    />
  );
}
