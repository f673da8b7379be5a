import "server-only";
import type { z } from "zod";
import type { CopiedEventPage, CopiedEventsQuery } from "@/lib/api/copies";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { jobProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { toJob } from "../jobs/job";

interface Row {
  stream_id: string;
  version: string;
  position: string;
  type: string;
  schema_version: number;
  from_stream: string;
  from_version: string;
  from_type: string | null;
  from_schema: number | null;
}

const COPIES = `
select c.stream_id, c.version, c.position, c.type, c.schema_version,
       c.metadata #>> '{copiedFrom,streamId}' as from_stream, c.metadata #>> '{copiedFrom,version}' as from_version,
       o.type as from_type, o.schema_version as from_schema
  from foldline.events c
  left join foldline.events o
    on o.stream_id = c.metadata #>> '{copiedFrom,streamId}' and o.version = (c.metadata #>> '{copiedFrom,version}')::bigint
 where split_part(c.stream_id, '-', 1) = $1 and c.position > $2 and c.position <= $3
   and c.metadata ? 'copiedFrom'
 order by c.position limit $4`;

/** One page of the events that a copy wrote, in the order of their originals. */
export async function listCopiedEvents(
  id: string,
  { after = "0", limit }: z.output<typeof CopiedEventsQuery>,
): Promise<CopiedEventPage> {
  await authorize("viewer");
  const progress = await jobProgress(pool, id);
  const job = progress === null ? null : toJob(progress);
  if (job?.kind !== "copy-category") throw new AppError(`There is no copy ${id}.`, { code: "not-found" });
  const { first = null, last = null } = job.result ?? {};
  if (first === null || last === null) return { events: [], next: null };
  const begin = BigInt(after) < BigInt(first) ? (BigInt(first) - 1n).toString() : after;
  const { rows } = await pool.query<Row>(COPIES, [job.params.to, begin, last, limit + 1]);
  const page = rows.slice(0, limit);
  return { events: page.map(toCopied), next: rows.length > limit ? (page.at(-1)?.position ?? null) : null };
}

function toCopied(row: Row): CopiedEventPage["events"][number] {
  return {
    streamId: row.stream_id,
    version: Number(row.version),
    position: row.position,
    type: row.type,
    schemaVersion: row.schema_version,
    original: {
      streamId: row.from_stream,
      version: Number(row.from_version),
      type: row.from_type,
      schemaVersion: row.from_schema,
    },
  };
}
