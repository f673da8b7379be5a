import "server-only";
import { AppError } from "@/lib/errors";
import { type EventSchemaRow, isDraft, isPublished } from "@/lib/queries/event-schemas/event-schema-rows";

/** What an operation is about: a type and one of its schema versions. */
export interface SchemaSubject {
  readonly type: string;
  readonly version: number;
}

/** `"Payment" v1` */
export function subjectName({ type, version }: SchemaSubject): string {
  return `"${type}" v${version}`;
}

/** The draft among the rows; an AppError when there is none. */
export function draftOf(rows: readonly EventSchemaRow[], subject: SchemaSubject): EventSchemaRow {
  const draft = rows.find(isDraft);
  if (draft !== undefined) return draft;
  throw new AppError(`${subjectName(subject)} has no draft of a schema.`, { code: "not-found" });
}

/** The published one among the rows; an AppError when there is none. */
export function publishedOf(rows: readonly EventSchemaRow[], subject: SchemaSubject): EventSchemaRow {
  const published = rows.find(isPublished);
  if (published !== undefined) return published;
  throw new AppError(`${subjectName(subject)} has no published schema.`, { code: "not-found" });
}
