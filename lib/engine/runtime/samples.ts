import type { Queryable } from "../events";
import { type EventsBehind, eventsBehind } from "./events-behind";
import { type FedReadModel, fedReadModels } from "./fed-read-models";

export const SAMPLE_SECONDS = 5;

// Every worker samples; those of the same five seconds fall on the same key, and the first one stays.
const NOW = `date_bin('${SAMPLE_SECONDS} seconds', clock_timestamp(), 'epoch'::timestamptz)`;

const STORE = `
insert into foldline.store_samples (sampled_at, watermark) values (${NOW}, $1) on conflict do nothing
returning sampled_at as "sampledAt"`;

const PROJECTIONS = `
insert into foldline.projection_samples (projection, version, sampled_at, lag, events_applied)
select projection, version, $1, lag, events_applied
  from unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[]) s (projection, version, lag, events_applied)
on conflict do nothing`;

/**
 * Stores the watermark and how many events each read model is behind it, once in five seconds, whoever of the workers
 * comes first. `sourcesOf` names the stored types that are read as these.
 */
export async function takeSamples(
  db: Queryable,
  watermark: bigint,
  sourcesOf: (types: readonly string[]) => readonly string[],
): Promise<void> {
  const [taken] = (await db.query<{ sampledAt: Date }>(STORE, [watermark.toString()])).rows;
  if (taken === undefined) return;
  const measured: (FedReadModel & { behind: EventsBehind })[] = [];
  for (const model of await fedReadModels(db, sourcesOf)) {
    measured.push({ ...model, behind: await eventsBehind(db, model.backlog, watermark) });
  }
  await db.query(PROJECTIONS, [
    taken.sampledAt,
    measured.map(({ projection }) => projection),
    measured.map(({ version }) => version),
    measured.map(({ behind }) => behind.events),
    measured.map(({ eventsApplied }) => eventsApplied),
  ]);
}
