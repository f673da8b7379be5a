import type pg from "pg";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import type { PreparedAppend } from "../store/append";
import { appendAll } from "../store/append-all";
import type { AppendResult } from "../store/event-store";
import { engineError } from "../store/postgres-errors";
import { inSavepoint } from "../store/savepoint";
import { inTransaction } from "../store/transaction";
import type { EventCondition } from "./event-page";
import { foldAppended, type InlineFold, KeysNotForetoldError } from "./inline-fold";
import { passGates, takeInlineGate } from "./inline-gate";
import { foretoldKeys } from "./inline-keys";
import { endInlineOfOthers, inlineProjectionNames, inlineReadModels } from "./inline-state";
import { eventReading } from "./projected-event";
import type { Projection } from "./projection";

/** What an event store needs to run inline projections in its appends: those of the code, all of them. */
export interface InlineOptions {
  readonly projections: readonly Projection[];
  readonly chain: () => Promise<UpcasterChain>;
}

/** How the appends of one store find the inline projections that follow their events, and write their read models. */
export interface InlineProjections {
  /** Appends, and folds what was appended, in one transaction; `null`: no inline projection follows these events. */
  append(appends: readonly PreparedAppend[], client: pg.PoolClient | undefined): Promise<AppendResult[] | null>;
  /** Runs a transaction that stores events of these types in one statement; see `InlineSteps`. */
  storing<Result>(types: readonly string[], transaction: (steps: InlineSteps) => Promise<Result>): Promise<Result>;
}

/** What such a transaction does besides. */
export interface InlineSteps {
  /** Before the first position is drawn. Says whether anything will have to be folded. */
  passGates(client: Queryable): Promise<boolean>;
  /** After the events are stored. */
  fold(client: Queryable, appended: EventCondition): Promise<void>;
}

/** The inline projections that follow some events about to be stored. */
interface Followers {
  readonly chain: UpcasterChain;
  readonly projections: readonly Projection[];
}

interface Known {
  readonly at: number;
  readonly candidates: Promise<Candidates | null>;
}

interface Candidates {
  readonly chain: UpcasterChain;
  /** Each with the stored types that it follows; `null`: all. */
  readonly projections: readonly { readonly projection: Projection; readonly types: ReadonlySet<string> | null }[];
}

const LOOK_AGAIN_MS = 1_000;
const MAX_TRIES = 5;

/** The live read model was built by another definition than this process has: folding on would mix the two. */
class OtherDefinitionError extends Error {
  readonly projection: Projection;

  constructor(projection: Projection) {
    super(`"${projection.name}" runs inline by another definition.`);
    this.projection = projection;
  }
}

/** Finds the inline projections among these. */
export function inlineProjections(pool: pg.Pool, { projections, chain }: InlineOptions): InlineProjections {
  const folds = projections.filter(({ kind, mode }) => kind === "fold" && mode !== "live");
  let known: Known | null = null;

  async function lookUp(): Promise<Candidates | null> {
    try {
      // One that the code runs otherwise now stays in the appends until a worker has taken it out of them.
      const names = await inlineProjectionNames(pool);
      const inline = folds.filter(({ name, mode }) => mode === "inline" || names.includes(name));
      if (inline.length === 0) return null;
      const read = await chain();
      const typesOf = (projection: Projection) => eventReading(projection, read).types;
      return {
        chain: read,
        projections: inline.map((projection) => {
          const types = typesOf(projection);
          return { projection, types: types === null ? null : new Set(types) };
        }),
      };
    } catch (error) {
      known = null;
      throw engineError(error, []);
    }
  }

  function candidates(): Promise<Candidates | null> {
    const now = performance.now();
    if (known === null || now - known.at > LOOK_AGAIN_MS) known = { at: now, candidates: lookUp() };
    return known.candidates;
  }

  async function followersOf(types: ReadonlySet<string>): Promise<Followers | null> {
    const found = folds.length === 0 || types.size === 0 ? null : await candidates();
    const following = (found?.projections ?? []).filter(
      ({ types: followed }) => followed === null || [...types].some((type) => followed.has(type)),
    );
    if (found === null || following.length === 0) return null;
    return { chain: found.chain, projections: following.map(({ projection }) => projection) };
  }

  async function settled<Result>(
    ownTransaction: boolean,
    attempt: (alone: ReadonlySet<string>) => Promise<Result>,
  ): Promise<Result> {
    const alone = new Set<string>();
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(alone);
      } catch (error) {
        if (tries === MAX_TRIES) throw error;
        if (error instanceof KeysNotForetoldError) alone.add(error.projection);
        else if (error instanceof OtherDefinitionError) await leave(pool, error.projection);
        else if (!ownTransaction || !isDeadlock(error)) throw error;
      }
    }
  }

  return {
    async append(appends, client) {
      const types = appends.flatMap(({ streamId, events }) =>
        streamId.startsWith("$") ? [] : events.map(({ type }) => type),
      );
      const followers = await followersOf(new Set(types));
      if (followers === null) return null;
      return settled(client === undefined, (alone) => {
        // In a savepoint, an append that fails leaves nothing in the caller's transaction, whatever becomes of its error.
        const run = (db: pg.PoolClient) => appendFolding(db, followers, appends, alone);
        return client === undefined ? inTransaction(pool, run) : inSavepoint(client, () => run(client));
      });
    },
    async storing(types, transaction) {
      const followers = await followersOf(new Set(types));
      return settled(true, () => {
        let folds: readonly InlineFold[] = [];
        return transaction({
          async passGates(client) {
            if (followers !== null) folds = await enter(client, followers, followers.projections.map(allRows));
            return folds.length > 0;
          },
          async fold(client, appended) {
            for (const fold of folds) await foldAppended(client, appended, fold);
          },
        });
      });
    },
  };
}

interface Entry {
  readonly projection: Projection;
  /** The rows to lock; `null`: all of them, the gate itself. */
  readonly keys: readonly string[] | null;
}

// The rows of a fold by stream are safe behind the row of the stream, which the append locks.
const allRows = (projection: Projection): Entry => ({
  projection,
  keys: projection.keyedBy === "stream" ? [] : null,
});

async function appendFolding(
  client: pg.PoolClient,
  followers: Followers,
  appends: readonly PreparedAppend[],
  alone: ReadonlySet<string>,
): Promise<AppendResult[]> {
  const entries = followers.projections.map((projection) =>
    projection.keyedBy === "stream" || alone.has(projection.name)
      ? allRows(projection)
      : { projection, keys: foretoldKeys(projection, followers.chain, appends) },
  );
  const folds = await enter(client, followers, entries);
  const results = await appendAll(client, appends);
  const stored = results.filter(({ appended }) => appended > 0);
  if (stored.length > 0) for (const fold of folds) await foldAppended(client, eventsOf(stored), fold);
  return results;
}

/** Passes the gates, and finds what there is to fold behind them. */
async function enter(client: Queryable, { chain }: Followers, entries: readonly Entry[]): Promise<InlineFold[]> {
  const passes = entries.map(({ projection, keys }) => ({ projection: projection.name, keys }));
  const isolation = await passGates(client, passes);
  const names = passes.map(({ projection }) => projection);
  const readModels = await inlineReadModels(client, names, isolation);
  return entries.flatMap(({ projection, keys }) => {
    const readModel = readModels.find((each) => each.projection === projection.name);
    if (readModel === undefined) return [];
    if (readModel.definitionVersion !== projection.version) throw new OtherDefinitionError(projection);
    const checked = projection.keyedBy === "stream" || keys === null ? null : new Set(keys);
    return [{ projection, chain, readModel, keys: checked }];
  });
}

const OF_STREAMS = `exists (
  select from unnest($1::text[], $2::bigint[], $3::bigint[]) as a (stream_id, first, last)
   where a.stream_id = e.stream_id and e.version between a.first and a.last)`;
const OF_ONE_STREAM = "e.stream_id = $1 and e.version between $2 and $3";

function eventsOf(stored: readonly AppendResult[]): EventCondition {
  const [first] = stored;
  if (stored.length === 1 && first !== undefined) {
    return { condition: OF_ONE_STREAM, values: [first.streamId, first.firstVersion, first.version] };
  }
  return {
    condition: OF_STREAMS,
    values: [
      stored.map(({ streamId }) => streamId),
      stored.map(({ firstVersion }) => firstVersion),
      stored.map(({ version }) => version),
    ],
  };
}

/** Hands a read model that another definition built back to the workers that have that one. */
async function leave(pool: pg.Pool, projection: Projection): Promise<void> {
  await inTransaction(pool, async (client) => {
    await takeInlineGate(client, projection, 10_000);
    await endInlineOfOthers(client, projection);
  });
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "40P01";
}
