import "server-only";
import type { EventSchemaDraft, PublishedEventSchema } from "@/lib/api/event-schemas";
import type { Queryable } from "@/lib/engine";
import { schemaProblems } from "./schema-problems";

/** A row of `foldline.event_schemas`. */
export interface EventSchemaRow {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** As it was saved. */
  readonly schema: string;
  readonly source: "console" | "code" | "inferred";
  readonly refuses: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly reason: string | null;
  readonly checkedTo: string;
  readonly checked: string;
  readonly misfits: string;
}

const COLUMNS = `
select id, type, schema_version as "schemaVersion", schema::text as schema, source, refuses, created_by as "createdBy",
       created_at as "createdAt", updated_at as "updatedAt", published_by as "publishedBy", published_at as "publishedAt",
       withdrawn_by as "withdrawnBy", withdrawn_at as "withdrawnAt", reason, checked_to as "checkedTo", checked, misfits
  from foldline.event_schemas`;

/** Every schema that a (type, schema version) has or had, the newest first; locked until the end when `lock` is set. */
export async function readEventSchemaRows(
  db: Queryable,
  type: string,
  schemaVersion: number,
  { lock = false }: { lock?: boolean } = {},
): Promise<EventSchemaRow[]> {
  const statement = `${COLUMNS} where type = $1 and schema_version = $2
     order by coalesce(published_at, updated_at) desc, id ${lock ? "for update" : ""}`;
  return (await db.query<EventSchemaRow>(statement, [type, schemaVersion])).rows;
}

/** Those of every type that are drafts or published now, by type and version. */
export async function readCurrentSchemaRows(db: Queryable): Promise<EventSchemaRow[]> {
  return (await db.query<EventSchemaRow>(`${COLUMNS} where withdrawn_at is null order by type, schema_version`)).rows;
}

export const isDraft = ({ publishedAt }: EventSchemaRow): boolean => publishedAt === null;
export const isPublished = (row: EventSchemaRow): boolean => !isDraft(row) && row.withdrawnAt === null;

/** A draft as the API gives it. */
export function toDraft(row: EventSchemaRow): EventSchemaDraft {
  const { id, schema, source, createdBy, createdAt, updatedAt } = row;
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, schema, source, createdBy, ...times, problems: [...schemaProblems(schema)] };
}

/** A published one as the API gives it; `waiting` events of its type were not looked at yet. */
export function toPublished(row: EventSchemaRow, waiting: number): PublishedEventSchema {
  const { id, schema, source, refuses, publishedBy, publishedAt, withdrawnBy, withdrawnAt, reason, checkedTo } = row;
  return {
    ...{ id, schema, source, refuses, withdrawnBy, reason, checkedTo, waiting },
    publishedBy: publishedBy ?? "",
    publishedAt: (publishedAt ?? row.createdAt).toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    checked: Number(row.checked),
    misfits: Number(row.misfits),
  };
}
