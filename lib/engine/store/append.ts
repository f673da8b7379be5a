import { PartialDuplicateError, WrongExpectedVersionError } from "../errors";
import type { ExpectedVersion, Queryable } from "../events";
import type { EventColumns } from "./event-columns";
import type { AppendResult } from "./event-store";
import { engineError } from "./postgres-errors";
import { sliceOf, streamCategory } from "./stream-name";

const APPEND = `
  select outcome, first_version, last_version, last_position
    from foldline.append($1, $2, $3::smallint, $4::bigint, $5::uuid[], $6::text[], $7::smallint[], $8::text[],
                         $9::text[], $10::timestamptz[])`;

interface AppendRow {
  readonly outcome: "appended" | "duplicate" | "partial" | "conflict";
  readonly first_version: string;
  readonly last_version: string;
  readonly last_position: string;
}

/** One append whose events have been checked. */
export interface PreparedAppend {
  readonly streamId: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly EventColumns[];
}

/** Appends checked events to one stream, in one round trip. */
export async function append(db: Queryable, { streamId, expected, events }: PreparedAppend): Promise<AppendResult> {
  const result = await db
    .query<AppendRow>(APPEND, [
      streamId,
      streamCategory(streamId),
      sliceOf(streamId),
      expectedNumber(expected),
      events.map((event) => event.eventId),
      events.map((event) => event.type),
      events.map((event) => event.schemaVersion),
      events.map((event) => event.data),
      events.map((event) => event.metadata),
      events.map((event) => event.occurredAt),
    ])
    .catch((error: unknown) => {
      throw engineError(error, [streamId]);
    });
  const row = result.rows[0];
  if (row === undefined) throw new Error("foldline.append returned no row.");
  return appendResult(row, streamId, expected, events.length);
}

function appendResult(row: AppendRow, streamId: string, expected: ExpectedVersion, count: number): AppendResult {
  const version = Number(row.last_version);
  if (row.outcome === "conflict") throw new WrongExpectedVersionError(streamId, expected, version);
  if (row.outcome === "partial") throw new PartialDuplicateError(streamId);
  return {
    streamId,
    firstVersion: Number(row.first_version),
    version,
    position: BigInt(row.last_position),
    appended: row.outcome === "appended" ? count : 0,
  };
}

function expectedNumber(expected: ExpectedVersion): number {
  if (expected === "any") return -1;
  return expected === "exists" ? -2 : expected;
}
