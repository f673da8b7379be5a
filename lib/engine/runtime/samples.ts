import type { Queryable } from "../events";

export const SAMPLE_SECONDS = 5;
const KEEP_HOURS = 24;

// Every worker samples; those of the same five seconds fall on the same key, and the first one stays.
const NOW = `date_bin('${SAMPLE_SECONDS} seconds', clock_timestamp(), 'epoch'::timestamptz)`;

const STORE = `insert into foldline.store_samples (sampled_at, watermark) values (${NOW}, $1) on conflict do nothing`;

const PROJECTIONS = `
insert into foldline.projection_samples (projection, version, sampled_at, lag, events_applied)
select p.projection, p.version, ${NOW}, greatest(0, $1::bigint - min(p.checkpoint)), sum(p.events_applied)
  from foldline.partitions p
  join foldline.read_models r on r.projection = p.projection and r.version = p.version
 where r.state in ('catching-up', 'ready', 'live')
 group by p.projection, p.version
on conflict do nothing`;

/** Stores the watermark and how far each read model is behind it. */
export async function takeSamples(db: Queryable, watermark: bigint): Promise<void> {
  await db.query(STORE, [watermark.toString()]);
  await db.query(PROJECTIONS, [watermark.toString()]);
}

/** Forgets samples that are older than a day. */
export async function forgetOldSamples(db: Queryable): Promise<void> {
  const old = `sampled_at < clock_timestamp() - interval '${KEEP_HOURS} hours'`;
  await db.query(`delete from foldline.store_samples where ${old}`);
  await db.query(`delete from foldline.projection_samples where ${old}`);
}
