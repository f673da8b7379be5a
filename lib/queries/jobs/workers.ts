import "server-only";
import type { WorkerInfo, WorkerList } from "@/lib/api/workers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";

const WORKERS = `
select w.worker_id as id, w.name, w.host, w.pid, w.started_at, w.seen_at, w.stopped_at,
       case when w.stopped_at is not null then 'stopped'
            when w.seen_at > now() - interval '15 seconds' then 'live' else 'silent' end as state,
       (select count(*)::int from foldline.partitions p
         where p.lease_owner = w.worker_id and p.lease_until > now()) as partitions,
       array(select r.projection || ' v' || r.version from foldline.rebuilds r
              where r.worker_id = w.worker_id and r.status = 'running' order by 1) as rebuilds
  from foldline.workers w
 where w.seen_at > now() - interval '1 day'
 order by w.stopped_at is not null, w.seen_at < now() - interval '15 seconds', w.name, w.started_at desc
 limit 200`;

const PARTITIONS = `
select count(*)::int as total,
       (count(*) filter (where p.lease_owner is not null and p.lease_until > now()))::int as leased
  from foldline.partitions p join foldline.read_models m using (projection, version)
 where m.state in ('catching-up', 'ready', 'live') and m.inline_since is null`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly started_at: Date;
  readonly seen_at: Date;
  readonly stopped_at: Date | null;
  readonly state: WorkerInfo["state"];
  readonly partitions: number;
  readonly rebuilds: string[];
}

/** The workers of the last day: live ones first, then those that fell silent, then those that stopped. */
export async function listWorkers(): Promise<WorkerList> {
  await authorize("viewer");
  const [workers, partitions] = await Promise.all([
    pool.query<Row>(WORKERS),
    pool.query<{ total: number; leased: number }>(PARTITIONS),
  ]);
  return {
    workers: workers.rows.map(({ started_at, seen_at, stopped_at, ...row }) => ({
      ...row,
      startedAt: started_at.toISOString(),
      seenAt: seen_at.toISOString(),
      stoppedAt: stopped_at?.toISOString() ?? null,
    })),
    partitions: partitions.rows[0] ?? { total: 0, leased: 0 },
    at: new Date().toISOString(),
  };
}
