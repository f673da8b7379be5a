import "server-only";
import type { z } from "zod";
import type { CopyPreflight, CopyQuery } from "@/lib/api/copies";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  COPY_CATEGORY,
  checkCopy,
  type EventSchema,
  JobUnavailableError,
  tryCopy,
  type UpcasterChain,
  UpcasterChainError,
  watermark,
} from "@/lib/engine";
import { chain as currentChain } from "@/lib/store";
import { eventReaders, type KnownReaders } from "../events/event-readers";
import { workerPulse } from "../jobs/live-workers";
import { readProjectionRows } from "../projections/projection-rows";
import { writtenReducers } from "../reducers/reducers";

const TYPES = `
select type, schema_version as "schemaVersion", count(*)::float8 as events
  from foldline.events
 where split_part(stream_id, '-', 1) = $1 and position > $2 and position <= $3
 group by type, schema_version order by count(*) desc, type, schema_version`;

const STREAMS = `
select count(distinct stream_id)::float8 as streams from foldline.events
 where split_part(stream_id, '-', 1) = $1 and position > $2 and position <= $3`;

const LAST_CHAIN = `
select params ->> 'chainHash' as hash from foldline.jobs
 where kind = '${COPY_CATEGORY}' and subject = $2 and params ->> 'from' = $1 and checkpoint > 0
 order by requested_at desc limit 1`;

const TRIED = 500;

type Copy = z.output<typeof CopyQuery>;
type StoredType = EventSchema & { readonly events: number };

/** What copying a category would read, convert and leave out, and who would read the copies. */
export async function preflightCopy({ from, to }: Copy): Promise<CopyPreflight> {
  await authorize("viewer");
  const [start, chain, upTo, pulse] = await Promise.all([
    startOf({ from, to }),
    chainOrProblem(),
    watermark(pool),
    workerPulse(pool),
  ]);
  const nothing = { after: "0", events: 0, streams: 0, converted: 0, types: [], readers: [], chainChanged: false };
  const tried = { events: 0, dropped: 0, split: 0, failed: 0, firstFailure: null };
  const facts = { from, to, liveWorkers: pulse.live };
  if (typeof chain === "string") return { ...facts, ...nothing, tried, blockedBy: chain };
  if (typeof start === "string") return { ...facts, ...nothing, tried, blockedBy: start };
  const range = [from, start.toString(), upTo.toString()];
  const [types, streams, last, projections, reducers] = await Promise.all([
    pool.query<StoredType>(TYPES, range),
    pool.query<{ streams: number }>(STREAMS, range),
    pool.query<{ hash: string }>(LAST_CHAIN, [from, to]),
    readProjectionRows(pool, null),
    writtenReducers(),
  ]);
  const known = { projections, reducers, upcasters: chain.upcasters };
  return {
    ...facts,
    blockedBy: null,
    after: start.toString(),
    streams: streams.rows[0]?.streams ?? 0,
    ...typeFacts(types.rows, chain, to, known),
    tried: await tryCopy(pool, { from, chain, after: start, upTo, events: TRIED }),
    chainChanged: last.rows[0] !== undefined && last.rows[0].hash !== chain.hash,
  };
}

async function startOf(copy: Copy): Promise<bigint | string> {
  try {
    return await checkCopy(pool, copy);
  } catch (error) {
    if (error instanceof JobUnavailableError) return error.message;
    throw error;
  }
}

async function chainOrProblem(): Promise<UpcasterChain | string> {
  try {
    return await currentChain();
  } catch (error) {
    if (error instanceof UpcasterChainError) return error.message;
    throw error;
  }
}

const schemaOf = ({ type, schemaVersion }: EventSchema): EventSchema => ({ type, schemaVersion });

function typeFacts(stored: readonly StoredType[], chain: UpcasterChain, to: string, known: KnownReaders) {
  const types = stored.map((type) => ({ ...type, readAs: chain.allReadAs(type).map(schemaOf) }));
  const readers = new Map<string, CopyPreflight["readers"][number]>();
  for (const { events, readAs } of types) {
    const reading = readAs
      .flatMap((schema) => eventReaders(schema, [to], known))
      .filter(({ kind }) => kind !== "upcaster");
    for (const [key, { kind, name }] of new Map(reading.map((each) => [`${each.kind} ${each.name}`, each]))) {
      readers.set(key, { kind, name, events: (readers.get(key)?.events ?? 0) + events });
    }
  }
  const sum = (found: readonly StoredType[]) => found.reduce((total, { events }) => total + events, 0);
  return {
    events: sum(types),
    converted: sum(types.filter(({ type, schemaVersion }) => !chain.isIdentityFor(type, schemaVersion))),
    types,
    readers: [...readers.values()].sort((one, other) => other.events - one.events || (one.name < other.name ? -1 : 1)),
  };
}
