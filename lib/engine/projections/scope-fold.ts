import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { sliceOf } from "../store/stream-name";
import type { HeldPartition } from "./batch";
import { eventFilter, LAST_SLICE } from "./event-filter";
import { type EventCondition, readEventPage } from "./event-page";
import { eventParts } from "./event-parts";
import { foldEvent, foldStep, type Rows } from "./fold";
import type { ParkedStreams } from "./parked-streams";
import { eventReading } from "./projected-event";
import type { Projection } from "./projection";

/** The part of a read model that is folded again. */
export interface FoldedScope {
  readonly partitions: readonly HeldPartition[];
  readonly events: EventCondition;
  /** The rows that belong to it; `null`: every row that its partitions' events name. */
  readonly keys: ReadonlySet<string> | null;
}

/** A fold of a scope, as far as it got. */
export interface ScopeFold {
  readonly rows: Rows;
  position: bigint;
  eventsRead: number;
}

interface AdvanceRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  readonly scope: FoldedScope;
  readonly parked: ParkedStreams;
  /** Up to where each partition's rows are to hold. */
  readonly checkpointOf: (partition: number) => bigint;
  readonly upTo: bigint;
  /** How many events may be read next. */
  readonly admit: () => Promise<number>;
}

const MAX_ROWS = 500_000;

/** Folds the events of the scope that come next, leaving out what its partitions leave out. */
export async function advanceScopeFold(db: Queryable, fold: ScopeFold, request: AdvanceRequest): Promise<void> {
  const { projection, chain, scope, parked, checkpointOf, upTo } = request;
  const reading = eventReading(projection, chain);
  const partsOf = eventParts(projection, reading, scope.partitions);
  const { condition, values } = scope.events;
  const bounded = { condition: `${condition} and e.position <= ${upTo}`, values };
  for (let after: bigint | null = fold.position; after !== null; ) {
    const page = await readEventPage(db, reading, bounded, { after, limit: await request.admit() });
    for (const fields of page.rows) {
      for (const { partition, place, steps, error } of partsOf(fields)) {
        if (place.position > checkpointOf(partition)) continue;
        if (parked.fateOf(partition, place.streamId, place.position) !== "fold") continue;
        if (error !== null) throw error;
        foldEvent(projection, fold.rows, scope.keys === null ? steps : onlyKeys(steps, scope.keys));
      }
    }
    fold.eventsRead += page.rows.length;
    if (fold.rows.size > MAX_ROWS) throw new Error(`It holds more than ${MAX_ROWS} rows. Rebuild all of it.`);
    after = page.next;
  }
  fold.position = upTo;
}

function onlyKeys<Step extends { readonly keys: readonly string[] }>(
  steps: readonly Step[],
  keys: ReadonlySet<string>,
): Step[] {
  return steps.map((step) => ({ ...step, keys: step.keys.filter((key) => keys.has(key)) }));
}

/** How many events of the scope there are up to a position. */
export async function countScopeEvents(
  db: Queryable,
  { projection, chain, scope }: Pick<AdvanceRequest, "projection" | "chain" | "scope">,
  upTo: bigint,
): Promise<number> {
  const { types } = eventReading(projection, chain);
  const { rows } = await db.query<{ events: number }>(
    `select count(*)::float8 as events from foldline.events e
      where ${scope.events.condition} and e.position <= ${upTo} and ${eventFilter(types, null)}`,
    scope.events.values,
  );
  return rows[0]?.events ?? 0;
}

const EVERYTHING: EventCondition = { condition: "true", values: [] };

/** The scope of one partition: its slices' streams, or the keys of its slices. */
export function partitionScope(projection: Projection, partition: HeldPartition): FoldedScope {
  const { from, to } = partition.slices;
  const ofItsStreams = { condition: "e.slice between $1 and $2", values: [from, to] };
  const whole = from === 0 && to === LAST_SLICE;
  const events = projection.keyedBy === "stream" && !whole ? ofItsStreams : EVERYTHING;
  return { partitions: [partition], events, keys: null };
}

const PAGE = 2_000;

/** The scope of one stream: the rows that its events name, which events of other streams may change too. */
export async function streamScope(
  db: Queryable,
  { projection, chain }: Pick<AdvanceRequest, "projection" | "chain">,
  partitions: readonly HeldPartition[],
  stream: string,
): Promise<FoldedScope> {
  const events = { condition: "e.stream_id = $1", values: [stream] };
  const owners = (slices: ReadonlySet<number>) =>
    partitions.filter(({ slices: { from, to } }) => [...slices].some((slice) => slice >= from && slice <= to));
  if (projection.keyedBy === "stream") {
    return { partitions: owners(new Set([sliceOf(stream)])), events, keys: null };
  }
  const reading = eventReading(projection, chain);
  const keys = new Set<string>();
  for (let after: bigint | null = 0n; after !== null; ) {
    const page: Awaited<ReturnType<typeof readEventPage>> = await readEventPage(db, reading, events, {
      after,
      limit: PAGE,
    });
    for (const event of page.rows.flatMap(reading.decode)) {
      for (const key of foldStep(projection, event)?.keys ?? []) keys.add(key);
    }
    after = page.next;
  }
  return { partitions: owners(new Set([...keys].map(sliceOf))), events: EVERYTHING, keys };
}
