import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { type EventStore, loadChain } from "@/lib/engine";
import { readTradingSetting } from "./demo-settings";
import { seededRandom } from "./generator/random";
import { traderOn } from "./trader";
import { upcasters } from "./upcasters";

export interface TradingOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly signal: AbortSignal;
  readonly onError?: (error: unknown) => void;
  /** How often the switch is looked at. */
  readonly pollMs?: number;
}

// One worker trades at a time: the one whose session holds this lock. "FLTR".
const TRADING_LOCK = 0x464c5452;
const TRY_LOCK = "select pg_try_advisory_lock($1) as held";
const UNLOCK = "select pg_advisory_unlock($1)";
const MINUTE_MS = 60_000;

/**
 * Lets the demo shop trade on in real time while the setting `demo.trading` says so; resolves when `signal` aborts. Any
 * number of workers may call it: one of them trades, another takes over when it ends.
 */
export async function startTrading(options: TradingOptions): Promise<void> {
  const { pool, signal, onError = () => undefined, pollMs = 3_000 } = options;
  while (!signal.aborted) {
    try {
      if ((await readTradingSetting(pool)).enabled) await tradeIfFirst({ ...options, pollMs });
    } catch (error) {
      onError(error);
    }
    await pause(pollMs, signal);
  }
}

type Trading = TradingOptions & { readonly pollMs: number };

async function tradeIfFirst(options: Trading): Promise<void> {
  const session = await options.pool.connect();
  let failure: Error | undefined;
  // Between two statements a broken connection is an event, which would end the process if nobody listened.
  const note = (error: Error) => {
    failure = error;
  };
  session.on("error", note);
  try {
    const { rows } = await session.query<{ held: boolean }>(TRY_LOCK, [TRADING_LOCK]);
    if (rows[0]?.held !== true) return;
    await tradeWhileEnabled(options, session);
    await session.query(UNLOCK, [TRADING_LOCK]);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    session.off("error", note);
    // A session that failed is closed, and with it goes the lock.
    session.release(failure);
  }
}

async function tradeWhileEnabled({ pool, store, signal, pollMs }: Trading, session: pg.PoolClient): Promise<void> {
  const trader = await traderOn(store, seededRandom(Date.now()));
  let due = Date.now();
  while (!signal.aborted) {
    // Asked through the session that holds the lock, so that losing it ends the trading.
    const setting = await readTradingSetting(session);
    if (!setting.enabled) return;
    const context = { store, db: pool, chain: await loadChain(pool, upcasters) };
    const lookAgainAt = Date.now() + pollMs;
    while (!signal.aborted && Date.now() < lookAgainAt) {
      await pause(Math.min(due, lookAgainAt) - Date.now(), signal);
      if (Date.now() < due) break;
      const appended = await trader.trade(context);
      // Behind by more than a moment, the shop does not catch up: a burst would be no rhythm.
      due = Math.max(due, Date.now() - 1_000) + (Math.max(1, appended) * MINUTE_MS) / setting.eventsPerMinute;
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
