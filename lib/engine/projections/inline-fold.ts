import { AppendRefusedError, ProjectionFailedError, UpcastFailedError } from "../errors";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { type EventCondition, type EventPage, readEventPage } from "./event-page";
import { type FoldStep, foldEvent, foldStep, type Rows } from "./fold";
import type { InlineReadModel } from "./inline-state";
import { eventReading, upcasterHash } from "./projected-event";
import type { Projection } from "./projection";
import { loadRows, storeRows } from "./write-rows";

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

const PAGE = 500;

const NOTE_OTHER_UPCASTERS = `
update foldline.read_models set upcaster_hash = 'mixed'
 where projection = $1 and version = $2 and upcaster_hash not in ($3, 'mixed')`;

/** Applies the events that the transaction has just stored to one read model, in the order of their positions. */
export async function foldAppended(db: Queryable, appended: EventCondition, fold: InlineFold): Promise<void> {
  const { projection, chain, readModel } = fold;
  const reading = eventReading(projection, chain);
  try {
    let folded = 0;
    for (let after: bigint | null = 0n; after !== null; ) {
      const page: EventPage = await readEventPage(db, reading, appended, { after, limit: PAGE });
      const steps = page.rows.map((row) => reading.decode(row).flatMap((event) => foldStep(projection, event) ?? []));
      const changing = steps.filter(({ length }) => length > 0);
      folded += changing.length;
      await foldPage(db, fold, changing);
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

async function foldPage(db: Queryable, fold: InlineFold, events: readonly FoldStep[][]): Promise<void> {
  if (events.length === 0) return;
  const { projection, readModel, keys: locked } = fold;
  const keys = new Set(events.flatMap((steps) => steps.flatMap((step) => step.keys)));
  if (locked !== null && [...keys].some((key) => !locked.has(key))) throw new KeysNotForetoldError(projection.name);
  const rows: Rows = await loadRows(db, projection, readModel.tableName, [...keys]);
  for (const steps of events) foldEvent(projection, rows, steps);
  await storeRows(db, projection, readModel.tableName, rows);
}
