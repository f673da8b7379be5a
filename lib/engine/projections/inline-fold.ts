import { AppendRefusedError, ProjectionFailedError, UpcastFailedError } from "../errors";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { eventFilter } from "./event-filter";
import { type FoldStep, foldEvent, foldStep, type Rows } from "./fold";
import type { InlineReadModel } from "./inline-state";
import { eventReading, upcasterHash } from "./projected-event";
import type { Projection } from "./projection";
import { loadRows, storeRows } from "./write-rows";

/** Which events this transaction has just stored: a condition on `foldline.events e`, and its values. */
export interface Appended {
  readonly condition: string;
  readonly values: readonly unknown[];
}

export interface InlineFold {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  readonly readModel: InlineReadModel;
  /** The rows that are locked; `null`: all of them. */
  readonly keys: ReadonlySet<string> | null;
}

/** An event changes a row that was not foretold, and so is not locked: the append is to be done again, alone. */
export class KeysNotForetoldError extends Error {
  override readonly name = "KeysNotForetoldError";
  readonly projection: string;

  constructor(projection: string) {
    super(`The keys of "${projection}" depend on what an event does not have before it is stored.`);
    this.projection = projection;
  }
}

const PAGE = 2_000;

const NOTE_OTHER_UPCASTERS = `
update foldline.read_models set upcaster_hash = 'mixed'
 where projection = $1 and version = $2 and upcaster_hash not in ($3, 'mixed')`;

/** Applies the events that the transaction has just stored to one read model, in the order of their positions. */
export async function foldAppended(db: Queryable, appended: Appended, fold: InlineFold): Promise<void> {
  const { projection, chain, readModel } = fold;
  try {
    let folded = 0;
    for (let after: string | null = "0"; after !== null; ) {
      const page = await readPage(db, appended, fold, after);
      folded += page.steps.length;
      await foldPage(db, fold, page.steps);
      after = page.next;
    }
    const hash = upcasterHash(projection, chain);
    if (folded === 0 || readModel.upcasterHash === hash || readModel.upcasterHash === "mixed") return;
    await db.query(NOTE_OTHER_UPCASTERS, [projection.name, readModel.version, hash]);
  } catch (error) {
    if (!(error instanceof ProjectionFailedError || error instanceof UpcastFailedError)) throw error;
    throw new AppendRefusedError(projection.name, error.event.streamId, { cause: error });
  }
}

/** The steps of each stored event, in order, and where the next page begins. */
async function readPage(
  db: Queryable,
  { condition, values }: Appended,
  { projection, chain }: InlineFold,
  after: string,
): Promise<{ steps: FoldStep[][]; next: string | null }> {
  const reading = eventReading(projection, chain);
  const names = reading.columns.map((_, index) => `c${index}`);
  const columns = reading.columns.map((column, index) => `${column}::text as c${index}`);
  const statement = `
    select ${columns.join(", ")}, position::text as place from foldline.events e
     where ${condition} and position > $${values.length + 1} and ${eventFilter(reading.types, null)}
     order by position limit ${PAGE}`;
  const { rows } = await db.query<Readonly<Record<string, string>> & { place: string }>(statement, [...values, after]);
  const steps = rows.map((row) =>
    reading.decode(names.map((name) => row[name] ?? "")).flatMap((event) => foldStep(projection, event) ?? []),
  );
  return {
    steps: steps.filter(({ length }) => length > 0),
    next: rows.length < PAGE ? null : (rows.at(-1)?.place ?? null),
  };
}

async function foldPage(db: Queryable, fold: InlineFold, events: readonly FoldStep[][]): Promise<void> {
  if (events.length === 0) return;
  const { projection, readModel, keys: locked } = fold;
  const keys = new Set(events.flatMap((steps) => steps.flatMap((step) => step.keys)));
  if (locked !== null && [...keys].some((key) => !locked.has(key))) throw new KeysNotForetoldError(projection.name);
  const rows: Rows = await loadRows(db, projection, readModel.tableName, [...keys]);
  for (const steps of events) foldEvent(projection, rows, steps);
  await storeRows(db, projection, readModel.tableName, rows);
}
