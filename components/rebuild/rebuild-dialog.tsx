"use client";
import { Checkbox, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { requestRebuildAction } from "@/lib/actions/rebuilds";
import type { RebuildPreflight } from "@/lib/api/rebuilds";
import { preflightQuery } from "@/lib/api/rebuilds-queries";
import { hasRole, type Role } from "@/lib/auth/role";
import classes from "./rebuild-dialog.module.css";
import { RebuildPreflightFacts } from "./rebuild-preflight-facts";
import { type ChosenScope, ScopeChoice } from "./scope-choice";
import { THROTTLE_CHOICES } from "./throttle-choices";

interface RebuildDialogProps {
  readonly projection: string;
  readonly role: Role;
  readonly onClose: () => void;
}

const WHOLE: ChosenScope = { scope: "whole", scopeOf: "" };

/** What a rebuild reads, takes and leaves behind, in figures first; then of what, how fast and why; then the verb. */
export function RebuildDialog({ projection, role, onClose }: RebuildDialogProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(WHOLE);
  const [throttle, setThrottle] = useState<string | null>("");
  const [counted] = useDebouncedValue(chosen, 300);
  const { data: preflight, error, refetch } = useQuery(preflightQuery(projection, requestOf(counted)));
  const whole = chosen.scope === "whole";
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={
        <>
          Rebuild <span className="mono">{projection}</span>
          {preflight !== undefined && whole && ` as v${preflight.nextVersion}`}
        </>
      }
      note={preflight === undefined ? "Counting what it would read." : noteOf(preflight)}
      action={requestRebuildAction}
      fields={{ projection, ...requestOf(chosen), throttle: whole ? (throttle ?? "") : "" }}
      verb={whole ? "Start rebuild" : `Rebuild this ${chosen.scope}`}
      reason="optional"
      reasonPlaceholder="Carrier codes corrected, OPS-2231"
      blocked={blockedWords(preflight, chosen, role)}
      onDone={() => {
        queries.invalidateQueries();
        router.push(`/projections/${encodeURIComponent(projection)}?tab=rebuild`);
      }}
    >
      {error !== null && (
        <ErrorState title="The pre-flight could not be counted" onRetry={() => refetch()} details={error.message}>
          {error.message}
        </ErrorState>
      )}
      {preflight === undefined && error === null && <LoadingRows rows={4} label="Counting events" />}
      {preflight !== undefined && (
        <>
          <RebuildPreflightFacts preflight={preflight} throttle={throttle === "" ? null : Number(throttle)} />
          <ScopeChoice chosen={chosen} partitions={preflight.partitions} onChange={setChosen} />
          {whole && (
            <div className={classes.settings}>
              <Select
                label="Limit the rate to"
                allowDeselect={false}
                data={THROTTLE_CHOICES}
                value={throttle}
                onChange={setThrottle}
              />
              <Checkbox
                name="promoteWhenClean"
                label="Promote by itself when the verification is clean"
                description={
                  preflight.servingVersion === null
                    ? "There is nothing to compare the first version with: it counts as clean."
                    : "When every row and column is the same as now."
                }
              />
            </div>
          )}
        </>
      )}
    </ActionDialog>
  );
}

function requestOf({ scope, scopeOf }: ChosenScope) {
  return scope === "whole" ? { scope } : { scope, scopeOf };
}

function noteOf({ scope, servingVersion, nextVersion }: RebuildPreflight): string {
  if (scope !== "whole") return `In place, in v${servingVersion}: consumers see all of its rows change at one moment.`;
  if (servingVersion === null) return `Consumers see nothing until v${nextVersion} is promoted.`;
  return `v${servingVersion} goes on serving. Nothing changes for consumers until v${nextVersion} is promoted.`;
}

function blockedWords(preflight: RebuildPreflight | undefined, { scope, scopeOf }: ChosenScope, role: Role) {
  if (!hasRole(role, "operator")) return `This needs the role operator; yours is ${role}.`;
  if (preflight === undefined) return "Counting…";
  if (preflight.blockedBy !== null) return preflight.blockedBy;
  if (scope !== "whole" && scopeOf.trim() === "") return `Name the ${scope} first.`;
  return null;
}
