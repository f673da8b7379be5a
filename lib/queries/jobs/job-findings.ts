import "server-only";
import type { FindingsQuery } from "@/lib/api/job-requests";
import type { FindingPage } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";

interface Row {
  kind: string;
  stream_id: string;
  version: string;
  position: string;
  reason: string;
  message: string;
  operation: number | null;
  path: string | null;
  value: string | null;
}

const FINDINGS = `
select kind, stream_id, stream_version as version, position, reason, message, operation, path, value
  from foldline.job_findings
 where job_id = $1 and kind = $2 and ($3::text is null or reason = $3)
   and ($4::smallint is null or operation = $4) and position > $5
 order by position limit $6`;

/** One page of the events that a job has something to say about. */
export async function listFindings(id: string, query: FindingsQuery): Promise<FindingPage> {
  await authorize("viewer");
  const { rows: jobs } = await pool.query("select 1 from foldline.jobs where id = $1", [id]);
  if (jobs.length === 0) throw new AppError(`There is no job ${id}.`, { code: "not-found" });
  const { kind, reason = null, operation = null, after = "0", limit } = query;
  const { rows } = await pool.query<Row>(FINDINGS, [id, kind, reason, operation, after, limit + 1]);
  const page = rows.slice(0, limit);
  return {
    findings: page.map(({ stream_id, version, ...rest }) => ({
      ...rest,
      streamId: stream_id,
      version: Number(version),
    })),
    next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
  };
}
