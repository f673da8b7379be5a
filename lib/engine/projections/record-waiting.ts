import type { Queryable } from "../events";
import type { EventPart } from "./event-parts";
import type { ParkedStreams } from "./parked-streams";

/** What becomes of the parts of a batch. */
export interface PartsByFate {
  readonly fold: readonly EventPart[];
  /** Those that a parked stream holds back. */
  readonly wait: readonly EventPart[];
  /** Those, and the dead letters themselves. */
  readonly omitted: readonly EventPart[];
}

/** Sorts out what is folded and what is left out. */
export function partsByFate(parts: readonly EventPart[], parked: ParkedStreams): PartsByFate {
  const fold: EventPart[] = [];
  const wait: EventPart[] = [];
  const omitted: EventPart[] = [];
  for (const part of parts) {
    const fate = parked.fateOf(part.partition, part.place.streamId, part.place.position);
    if (fate === "fold") fold.push(part);
    else omitted.push(part);
    if (fate === "wait") wait.push(part);
  }
  return { fold, wait, omitted };
}

// In the order of their ids, as everybody locks them who locks several.
const WAIT = `
with behind as (
  select d.id, w.events from foldline.dead_letters d
    join unnest($3::smallint[], $4::text[], $5::bigint[]) as w (partition, stream_id, events)
      on w.partition = d.partition and w.stream_id = d.stream_id
   where d.projection = $1 and d.version = $2 and d.status = 'parked'
   order by d.id for update of d)
update foldline.dead_letters d set waiting = d.waiting + behind.events from behind where d.id = behind.id`;

const NOT_APPLIED = `
update foldline.partitions p set events_applied = p.events_applied - o.events
  from unnest($3::smallint[], $4::bigint[]) as o (partition, events)
 where p.projection = $1 and p.version = $2 and p.partition = o.partition`;

/** Notes that parts of a batch were not applied: those that wait, behind their dead letters. */
export async function recordWaiting(
  db: Queryable,
  { projection, version }: { readonly projection: string; readonly version: number },
  { wait, omitted }: Pick<PartsByFate, "wait" | "omitted">,
): Promise<void> {
  const perStream = counted(wait, ({ partition, place }) => `${partition} ${place.streamId}`);
  if (perStream.length > 0) {
    await db.query(WAIT, [
      projection,
      version,
      perStream.map(({ part }) => part.partition),
      perStream.map(({ part }) => part.place.streamId),
      perStream.map(({ count }) => count),
    ]);
  }
  const perPartition = counted(omitted, ({ partition }) => `${partition}`);
  await db.query(NOT_APPLIED, [
    projection,
    version,
    perPartition.map(({ part }) => part.partition),
    perPartition.map(({ count }) => count),
  ]);
}

function counted(parts: readonly EventPart[], nameOf: (part: EventPart) => string) {
  const counts = new Map<string, { readonly part: EventPart; count: number }>();
  for (const part of parts) {
    const known = counts.get(nameOf(part)) ?? { part, count: 0 };
    known.count++;
    counts.set(nameOf(part), known);
  }
  return [...counts.values()];
}
