import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { ReadableEvent } from "../../evolution/upcaster";
import { sliceOf, streamCategory } from "../../store/stream-name";
import { foldAll, type Rows } from "../fold";
import { dataTable } from "../identifiers";
import { type Projection, projection } from "../projection";
import { loadRows } from "../write-rows";

export interface Account {
  readonly owner: string;
  readonly balance: number;
  readonly moves: number;
  readonly tags: readonly string[];
  readonly detail: unknown;
  readonly last_position: bigint;
  readonly last_at: Date;
}

const columns = {
  owner: "text",
  balance: "numeric(12,2)",
  moves: "integer",
  tags: "text[]",
  detail: "jsonb",
  last_position: "bigint",
  last_at: "timestamptz",
} as const;

interface Move {
  readonly to: string;
  readonly amount: number;
  readonly text: string;
}

function moved(row: Account | null, event: ReadableEvent): Account {
  const { to, amount, text } = event.data as Move;
  return {
    owner: text,
    balance: (row?.balance ?? 0) + amount,
    moves: (row?.moves ?? 0) + 1,
    tags: [...(row?.tags ?? []), text].slice(-3),
    detail: { zz: to, a: [amount, null, { text }] },
    last_position: event.position,
    last_at: event.occurredAt,
  };
}

const removed = () => null;

/** One row a stream; closing deletes it. */
export const accounts = (partitions: number): Projection =>
  projection<Account>({
    name: "accounts",
    version: 1,
    columns,
    indexes: [["owner"], ["balance", "moves"]],
    partitions,
    eventFields: [],
    on: { Moved: moved, Closed: removed },
  });

/** One row for each account named in an event, whatever its stream; an event changes two rows. */
export const targets = (partitions: number): Projection =>
  projection<Account>({
    name: "targets",
    version: 1,
    keyColumn: "target",
    key: (event) => {
      const { to } = event.data as Partial<Move>;
      return to === undefined ? event.streamId : [to, `${to}/total`];
    },
    keyedBy: "key",
    columns,
    partitions,
    on: { Moved: moved, Closed: removed },
  });

/** An event as a test invents it. */
export interface TestEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
}

/** Appends events one stream after the other, in the order given, in transactions of a few. */
export async function appendEvents(pool: pg.Pool, events: readonly TestEvent[]): Promise<void> {
  for (let from = 0; from < events.length; ) {
    const stream = events[from]?.stream ?? "";
    let to = from;
    while (events[to]?.stream === stream) to++;
    await appendToStream(pool, stream, events.slice(from, to));
    from = to;
  }
}

async function appendToStream(pool: pg.Pool, stream: string, events: readonly TestEvent[]): Promise<void> {
  await pool.query("select foldline.append($1, $2, $3::smallint, -1, $4, $5, $6, $7, $8, $9)", [
    stream,
    streamCategory(stream),
    sliceOf(stream),
    events.map(() => randomUUID()),
    events.map(({ type }) => type),
    events.map(() => 1),
    events.map(({ data }) => JSON.stringify(data)),
    events.map(() => "{}"),
    events.map(() => new Date()),
  ]);
}

/** Every event of the store as a projection reads it without upcasters, by another way than the engine's own. */
export async function allEvents(pool: pg.Pool): Promise<ReadableEvent[]> {
  const { rows } = await pool.query("select * from foldline.events where stream_id not like '$%' order by position");
  return rows.map((row) => ({
    streamId: row.stream_id,
    version: Number(row.version),
    position: BigInt(row.position),
    eventId: row.event_id,
    type: row.type,
    schemaVersion: row.schema_version,
    data: row.data,
    dataText: JSON.stringify(row.data),
    metadata: row.metadata,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    stored: { type: row.type, schemaVersion: row.schema_version },
  }));
}

/** The rows that a fold of the whole store in memory gives, by key. */
export async function expectedRows(pool: pg.Pool, folded: Projection): Promise<Rows> {
  const rows = foldAll(folded, await allEvents(pool));
  return sorted(new Map([...rows].filter(([, row]) => row !== null)));
}

/** The rows of a read-model version, by key. */
export async function storedRows(pool: pg.Pool, stored: Projection, version = 1): Promise<Rows> {
  const { rows } = await pool.query<{ table_name: string }>(
    "select table_name from foldline.read_models where projection = $1 and version = $2",
    [stored.name, version],
  );
  const table = rows[0]?.table_name ?? "";
  const keys = await pool.query<{ key: string }>(`select "${stored.keyColumn}" as key from ${dataTable(table)}`);
  return sorted(
    await loadRows(
      pool,
      stored,
      table,
      keys.rows.map(({ key }) => key),
    ),
  );
}

function sorted(rows: Rows): Rows {
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}
