import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { ReducerDetail } from "@/lib/api/reducers";
import { formatCounted } from "@/lib/format/number";
import type { CheckedReducer } from "./problem-lookup";

interface ReducerFactsProps {
  /** `null`: a new one. */
  readonly reducer: ReducerDetail | null;
  readonly dirty: boolean;
  readonly checked: CheckedReducer | undefined;
  /** The version that publishing makes. */
  readonly version: number;
}

/** Where the reducer is in its life, whether it is saved, and how many mistakes it has. */
export function ReducerFacts({ reducer, dirty, checked, version }: ReducerFactsProps) {
  const draft = reducer?.versions.find(({ state }) => state === "draft");
  const retired = reducer?.versions.every(({ state }) => state === "retired") ?? false;
  const errors = checked?.problems.filter(({ severity }) => severity === "error").length ?? 0;
  const warnings = (checked?.problems.length ?? 0) - errors;
  const drafted = draft !== undefined || reducer === null || dirty;
  return (
    <>
      {retired && !dirty && <Tag>Retired</Tag>}
      {drafted && <Tag tone="accent">Draft of version {version}</Tag>}
      {reducer?.inUse != null && <Tag tone="success">Version {reducer.inUse} in use</Tag>}
      {reducer?.isDefault === true && <span>shown on its streams</span>}
      {draft !== undefined && !dirty && (
        <span>
          saved <Time at={draft.updatedAt} />
        </span>
      )}
      {dirty && <span>not saved</span>}
      {errors > 0 && <Tag tone="danger">{formatCounted(errors, "mistake")}</Tag>}
      {warnings > 0 && <Tag tone="warning">{formatCounted(warnings, "warning")}</Tag>}
    </>
  );
}
