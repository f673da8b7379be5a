"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { StatusTag, Tag } from "@/components/layout/status-tag";
import type { EventSchemaState } from "@/lib/api/event-schemas";
import { eventSchemaQuery } from "@/lib/api/event-schemas-queries";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { DraftSection } from "./draft-section";
import { InferredSection } from "./inferred-section";
import { PublishedSection } from "./published-section";
import { WithdrawnList } from "./withdrawn-list";

interface SchemaPanelProps {
  readonly type: string;
  readonly version: number;
  readonly role: Role;
}

/** The JSON Schema of one version of a type: what is published, who did it, what does not fit, and what comes next. */
export function SchemaPanel({ type, version, role }: SchemaPanelProps) {
  const { data, error, refetch } = useQuery(eventSchemaQuery(type, version));
  return (
    <Panel title={<>JSON Schema {data !== undefined && <SchemaStatus state={data} />}</>} note={`v${version}`}>
      {error !== null && (
        <ErrorState title="The JSON Schema could not be read" onRetry={() => refetch()} details={String(error.stack)}>
          {error.message}
        </ErrorState>
      )}
      {data === undefined && error === null && <LoadingRows rows={4} label="Loading the JSON Schema" />}
      {data !== undefined && <Sections key={`${type} ${version}`} state={data} role={role} />}
    </Panel>
  );
}

function Sections({ state, role }: { readonly state: EventSchemaState; readonly role: Role }) {
  const { published, draft, withdrawn } = state;
  return (
    <>
      {published !== null && <PublishedSection state={state} published={published} role={role} />}
      {draft !== null && <DraftSection key={draft.id} state={state} draft={draft} role={role} />}
      {published === null && draft === null && <InferredSection state={state} role={role} />}
      {withdrawn.length > 0 && <WithdrawnList withdrawn={withdrawn} />}
    </>
  );
}

function SchemaStatus({ state: { published, draft } }: { readonly state: EventSchemaState }) {
  if (published === null) return draft === null ? <Tag>not registered</Tag> : <Tag tone="accent">draft</Tag>;
  return (
    <>
      <Tag tone="success">published</Tag>
      {draft !== null && <Tag tone="accent">draft</Tag>}
      {published.misfits > 0 && (
        <StatusTag status="warning">
          {formatCounted(published.misfits, "event")} {published.misfits === 1 ? "does" : "do"} not fit
        </StatusTag>
      )}
    </>
  );
}
