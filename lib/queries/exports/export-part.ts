import "server-only";
import { pool } from "@/lib/db/pool";
import type { ExportedPart } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { isStorable } from "../storable";
import { streamNotFound } from "../streams/stream";

/** What somebody wants to export. */
export type ExportRequest =
  | { readonly streamId: string; readonly from: number; readonly to?: number | undefined }
  | { readonly correlationId: string };

/** What there is of it. */
export interface PartToExport {
  readonly part: ExportedPart;
  readonly events: number;
  /** With the last version that is exported. */
  readonly streams: readonly { readonly streamId: string; readonly last: number }[];
  /** The versions, where it is not the whole stream, as they stand in a file's name. */
  readonly range: string;
  /** For an audit record. */
  readonly facts: Readonly<Record<string, unknown>>;
}

const MAX_STREAMS = 1_000;

const STREAMS = `
select stream_id, count(*)::int as events, max(version) as last from foldline.events
 where metadata ? 'correlationId' and metadata ->> 'correlationId' = $1 and position <= $2 and left(stream_id, 1) <> '$'
 group by stream_id order by min(position) limit ${MAX_STREAMS + 1}`;

/** Finds what is to be exported; an AppError "not-found" when there is nothing. */
export async function findPart(request: ExportRequest): Promise<PartToExport> {
  return "streamId" in request ? findVersions(request) : findCorrelation(request.correlationId);
}

async function findVersions({
  streamId,
  from,
  to,
}: Extract<ExportRequest, { streamId: string }>): Promise<PartToExport> {
  const version = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (version === 0) throw streamNotFound(streamId);
  const last = Math.min(to ?? version, version);
  if (from > last) {
    throw new AppError(`The stream has no versions ${from} to ${to ?? from}; it is at version ${version}.`, {
      code: "not-found",
      details: { streamId, actual: version },
    });
  }
  const isWhole = from === 1 && last === version;
  return {
    part: { streamId, from, to: last },
    events: last - from + 1,
    streams: [{ streamId, last }],
    range: isWhole ? "" : `.${from}-${last}`,
    facts: { streamId, from, to: last },
  };
}

async function findCorrelation(correlationId: string): Promise<PartToExport> {
  const upTo = await store.watermark();
  const { rows } = isStorable(correlationId)
    ? await pool.query<{ stream_id: string; events: number; last: string }>(STREAMS, [correlationId, upTo.toString()])
    : { rows: [] };
  if (rows.length === 0) {
    throw new AppError(`No event has the correlation id "${correlationId}".`, { code: "not-found" });
  }
  if (rows.length > MAX_STREAMS) {
    throw new AppError(`This correlation lies in more than ${MAX_STREAMS} streams. Export them one by one.`, {
      code: "too-large",
    });
  }
  const events = rows.reduce((sum, row) => sum + row.events, 0);
  return {
    part: { correlationId, upTo },
    events,
    streams: rows.map((row) => ({ streamId: row.stream_id, last: Number(row.last) })),
    range: "",
    facts: { correlationId, streams: rows.length },
  };
}
