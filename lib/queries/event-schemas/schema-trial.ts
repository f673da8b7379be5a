import "server-only";
import type { SchemaTrial } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type CompiledEventSchema, compileEventSchema } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { isPublished, readEventSchemaRows } from "./event-schema-rows";
import { schemaProblems } from "./schema-problems";

const MAX_BYTES = 32 * 1024 * 1024;
// It runs on the web server's event loop: a schema that is slow on every event must not hold up everybody else.
const MAX_TRYING_MS = 1_000;
const MAX_LISTED = 20;

const LAST = `
select position, stream_id as "streamId", version, data, occurred_at as "occurredAt"
  from (select *, coalesce(sum(octet_length(data)) over (order by position desc rows between unbounded preceding and 1 preceding), 0)
                    as bytes_before
          from (select position, stream_id, version, data::text as data, occurred_at from foldline.events
                 where type = $1 and schema_version = $2 and left(stream_id, 1) <> '$'
                 order by position desc limit $3) last) measured
 where bytes_before < ${MAX_BYTES}
 order by position desc`;

interface Row {
  readonly position: string;
  readonly streamId: string;
  readonly version: string;
  readonly data: string;
  readonly occurredAt: Date;
}

interface TrialRequest {
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON text; the published one when left out. */
  readonly schema?: string | undefined;
  readonly last: number;
}

/** How many of the last events, of as many as a moment allows, a schema does not fit: what refusing would have refused. */
export async function trySchema(request: TrialRequest): Promise<SchemaTrial> {
  await authorize("viewer");
  const { type, schemaVersion, last } = request;
  const text = request.schema ?? (await publishedText(type, schemaVersion));
  const invalid = schemaProblems(text);
  if (invalid.length > 0) return { ...NOTHING_TRIED, invalid: [...invalid] };
  const { rows } = await pool.query<Row>(LAST, [type, schemaVersion, last]);
  return trial(rows, compileEventSchema(JSON.parse(text)));
}

const NOTHING_TRIED = { tried: 0, misfits: 0, firstAt: null, lastAt: null, reasons: [], examples: [] };

async function publishedText(type: string, schemaVersion: number): Promise<string> {
  const published = (await readEventSchemaRows(pool, type, schemaVersion)).find(isPublished);
  if (published !== undefined) return published.schema;
  throw new AppError(`"${type}" v${schemaVersion} has no published schema; send one.`, { code: "not-found" });
}

function trial(rows: readonly Row[], schema: CompiledEventSchema): SchemaTrial {
  const startedAt = performance.now();
  const misfits: SchemaTrial["examples"] = [];
  let tried = 0;
  for (const { data, position, streamId, version } of rows) {
    if (performance.now() - startedAt > MAX_TRYING_MS) break;
    const problem = schema.check(data);
    if (problem !== null) misfits.push({ position, streamId, version: Number(version), ...problem });
    tried += 1;
  }
  const reasons = new Map<string, { path: string; message: string; events: number }>();
  for (const { path, message } of misfits) {
    // Items of a list differ in their place only, values in what they are.
    const reason = { path: path.replaceAll(/\/\d+(?=\/|$)/g, "/*"), message: message.replace(/, and is .*$/, "") };
    const key = `${reason.path} ${reason.message}`;
    reasons.set(key, { ...reason, events: (reasons.get(key)?.events ?? 0) + 1 });
  }
  return {
    invalid: [],
    tried,
    misfits: misfits.length,
    firstAt: rows[tried - 1]?.occurredAt.toISOString() ?? null,
    lastAt: rows[0]?.occurredAt.toISOString() ?? null,
    reasons: [...reasons.values()].toSorted((a, b) => b.events - a.events).slice(0, MAX_LISTED),
    examples: misfits.slice(0, MAX_LISTED),
  };
}
