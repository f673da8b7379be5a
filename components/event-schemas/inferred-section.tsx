"use client";
import { IconBraces } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { RoleButton } from "@/components/actions/role-button";
import { EmptyState } from "@/components/layout/empty-state";
import { Json } from "@/components/layout/json";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { inferEventSchemaDraftAction, saveEventSchemaDraftAction } from "@/lib/actions/event-schemas";
import type { EventSchemaState } from "@/lib/api/event-schemas";
import { inferredSchemaQuery } from "@/lib/api/event-schemas-queries";
import { ApiError } from "@/lib/api/fetch";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import classes from "./schema-panel.module.css";
import { useSchemaAction } from "./use-schema-action";

interface InferredSectionProps {
  readonly state: EventSchemaState;
  readonly role: Role;
}

const BLANK = JSON.stringify(
  { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", properties: {}, required: [] },
  null,
  2,
);

/** Nothing is registered: what the stored events have in common, and the ways to make a draft. */
export function InferredSection({ state, role }: InferredSectionProps) {
  const { type, schemaVersion } = state;
  const { data, error, refetch } = useQuery(inferredSchemaQuery(type, schemaVersion));
  const [infer, inferring] = useSchemaAction(inferEventSchemaDraftAction);
  const [write, writing] = useSchemaAction(saveEventSchemaDraftAction);
  const fields = { type, version: String(schemaVersion) };
  const nothing = error instanceof ApiError && error.status === 404;
  const buttons = (
    <div className={classes.buttons}>
      <RoleButton
        role={role}
        needs="operator"
        loading={inferring}
        blocked={nothing ? error.message : null}
        onClick={() => infer(fields)}
      >
        Infer a draft
      </RoleButton>
      <RoleButton
        role={role}
        needs="operator"
        loading={writing}
        onClick={() => write({ ...fields, schema: BLANK, updatedAt: "" })}
      >
        Begin with an empty draft
      </RoleButton>
    </div>
  );
  if (nothing) {
    return (
      <EmptyState icon={IconBraces} title={`No JSON Schema is registered for v${schemaVersion}`} action={buttons}>
        {error.message}
      </EmptyState>
    );
  }
  if (error !== null) return <QueryError title="No schema could be inferred" error={error} onRetry={() => refetch()} />;
  if (data === undefined) return <LoadingRows rows={4} label="Inferring a JSON Schema" />;
  return (
    <div className={`${classes.section} ${classes.columns}`}>
      <div className={classes.side}>
        <p className="secondary">
          No JSON Schema is registered: nothing is checked. What stands here fits all{" "}
          {formatCounted(data.events, "event")} of v{schemaVersion}; a draft of it can be changed before it is
          published.
        </p>
        {buttons}
      </div>
      <div className={classes.text}>
        <Json text={data.schema} label={`Inferred JSON Schema of ${type} v${schemaVersion}`} />
      </div>
    </div>
  );
}
