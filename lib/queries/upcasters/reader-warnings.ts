import "server-only";
import type { ReaderWarning } from "@/lib/api/upcaster-consequences";
import { type EventSchema, type Queryable, type Reducer, schemaName, type Upcaster } from "@/lib/engine";
import { formatCounted } from "@/lib/format/number";
import { type ChainWay, wayOf } from "../event-types/chain-ways";
import type { TypeVersionCount } from "../event-types/event-type-counts";
import type { ProjectionRow } from "../projections/projection-rows";
import { writtenReducers } from "../reducers/reducers";

type Reader = NonNullable<ReaderWarning["reader"]> & {
  /** Whether it reads events that are read as this schema. */
  readonly reads: (schema: EventSchema) => boolean;
  /** The only category whose streams it looks at; `null`: all. */
  readonly category: string | null;
};

/** What becomes of the events of one stored schema, before a change of the active upcasters and after it. */
interface Passage {
  readonly count: TypeVersionCount;
  readonly before: ChainWay;
  readonly after: ChainWay;
}

export interface ReaderChange {
  readonly before: readonly Upcaster[];
  readonly after: readonly Upcaster[];
  readonly counts: readonly TypeVersionCount[];
  readonly projections: readonly ProjectionRow[];
}

/** Whom a change of the active upcasters would take events away from, and what it makes that nobody reads. */
export async function readerWarnings(db: Queryable, change: ReaderChange): Promise<ReaderWarning[]> {
  const passages = change.counts.map((count) => ({
    count,
    before: wayOf(change.before, count),
    after: wayOf(change.after, count),
  }));
  const readers = [...projectionReaders(change.projections), ...(await writtenReducers()).map(reducerReader)];
  const losses = await Promise.all(readers.map((reader) => lossOf(db, reader, passages)));
  const ofUpcasters = change.after.flatMap((upcaster) => lossOfUpcaster(upcaster, passages));
  return [...losses.flat(), ...ofUpcasters, ...unread(change, passages, readers)];
}

function projectionReaders(rows: readonly ProjectionRow[]): Reader[] {
  return rows
    .filter(({ definition, retiredAt }) => definition.reads === "today" && retiredAt === null)
    .map(({ name, definition: { kind, types } }) => ({
      kind: kind === "reactor" ? "reactor" : "projection",
      name,
      reads: ({ type }) => types?.includes(type) ?? true,
      category: null,
    }));
}

function reducerReader({ name, category, types }: Reducer): Reader {
  return { kind: "reducer", name, reads: ({ type }) => types?.includes(type) ?? true, category };
}

async function lossOf(db: Queryable, reader: Reader, passages: readonly Passage[]): Promise<ReaderWarning[]> {
  const lost = passages.filter(({ before, after }) => before.ends.some(reader.reads) && !after.ends.some(reader.reads));
  if (lost.length === 0) return [];
  const events = reader.category === null ? sum(lost) : await countIn(db, reader.category, lost);
  if (events === 0) return [];
  const types = unique(lost.flatMap(({ before }) => before.ends.filter(reader.reads).map(({ type }) => type)));
  return [loss({ kind: reader.kind, name: reader.name }, types, events, lost)];
}

/** An upcaster whose place in the chain events no longer reach. */
function lossOfUpcaster(upcaster: Upcaster, passages: readonly Passage[]): ReaderWarning[] {
  const passes = (way: ChainWay) => way.upcasters.some(({ id }) => id === upcaster.id);
  const lost = passages.filter(({ before, after }) => passes(before) && !passes(after));
  if (sum(lost) === 0) return [];
  return [loss({ kind: "upcaster", name: upcaster.title }, [spoken(upcaster.from)], sum(lost), lost)];
}

function loss(
  reader: NonNullable<ReaderWarning["reader"]>,
  types: readonly string[],
  events: number,
  lost: readonly Passage[],
): ReaderWarning {
  const ends = unique(lost.flatMap(({ after }) => after.ends.map(spoken)));
  const name = reader.kind === "upcaster" ? `“${reader.name}”` : reader.name;
  const become = ends.length === 0 ? "would be passed over" : `would be read as ${listed(ends)}`;
  return {
    kind: "loses",
    reader,
    types: [...types],
    events,
    message: `The ${reader.kind} ${name} reads ${listed(types)} and would lose ${formatCounted(events, "event")}, which ${become}.`,
  };
}

/** Schemas that the upcasters make after the change, made not before it, and that no reader knows the type of. */
function unread(
  { before, after }: ReaderChange,
  passages: readonly Passage[],
  readers: readonly Reader[],
): ReaderWarning[] {
  const known = new Set(before.map(({ id }) => id));
  const added = after.filter(({ id }) => !known.has(id)).flatMap(({ from }) => wayOf(after, from).ends);
  const changed = passages.flatMap(({ before: from, after: to }) =>
    to.ends.filter((end) => !from.ends.some((each) => schemaName(each) === schemaName(end))),
  );
  const made = new Map([...added, ...changed].map((schema) => [schemaName(schema), schema]));
  return [...made.values()]
    .filter((schema) => !readers.some((reader) => reader.reads(schema)))
    .map((schema) => {
      const becoming = passages.filter(({ after: { ends } }) =>
        ends.some((end) => schemaName(end) === schemaName(schema)),
      );
      const events = sum(becoming);
      return {
        kind: "unread",
        reader: null,
        types: [schema.type],
        events,
        message: `No projection, reactor or reducer reads ${spoken(schema)}, which ${formatCounted(events, "event")} would be read as.`,
      };
    });
}

const IN_CATEGORY = `
select count(*) as events
  from foldline.events e
  join unnest($2::text[], $3::int[]) as lost (type, schema_version)
    on e.type = lost.type and e.schema_version = lost.schema_version
 where split_part(e.stream_id, '-', 1) = $1`;

async function countIn(db: Queryable, category: string, lost: readonly Passage[]): Promise<number> {
  const types = lost.map(({ count }) => count.type);
  const versions = lost.map(({ count }) => count.schemaVersion);
  const { rows } = await db.query<{ events: string }>(IN_CATEGORY, [category, types, versions]);
  return Number(rows[0]?.events ?? 0);
}

function spoken({ type, schemaVersion }: EventSchema): string {
  return `${type} v${schemaVersion}`;
}

function sum(passages: readonly Passage[]): number {
  return passages.reduce((total, { count }) => total + count.events, 0);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
