import { z } from "zod";
import type { Queryable } from "@/lib/engine";

/** Whether the demo shop trades on, and how fast. */
export const TradingSetting = z.object({ enabled: z.boolean(), eventsPerMinute: z.int().min(1).max(1_200) });
export type TradingSetting = z.infer<typeof TradingSetting>;

/** The row of `foldline.settings` that holds the switch. */
export const TRADING_KEY = "demo.trading";
const SEED_KEY = "demo.seed";
const NOT_TRADING: TradingSetting = { enabled: false, eventsPerMinute: 30 };

const READ = "select value from foldline.settings where key = $1";
const BEGIN = `
insert into foldline.settings (key, value) values ($1, $2) on conflict (key) do nothing`;
const COMPLETE = `
update foldline.settings set value = value || $2::jsonb, updated_at = now() where key = $1`;

const TELL = `
update foldline.settings set value = value || '{"story": "told"}', updated_at = now()
 where key = $1 and value ->> 'story' = 'due'`;

/** The switch as it stands; off until somebody sets it, and when what is stored makes no sense. */
export async function readTradingSetting(db: Queryable): Promise<TradingSetting> {
  const parsed = TradingSetting.safeParse(await read(db, TRADING_KEY));
  return parsed.success ? parsed.data : NOT_TRADING;
}

const SeedSetting = z.object({
  until: z.coerce.date(),
  streams: z.int().optional(),
  story: z.enum(["due", "told"]).optional(),
});

/**
 * When the demo's history ends and, once it is completely there, in how many streams it lies, and whether what went wrong
 * since (`tellDemoStory`) has been told.
 */
export type SeedSetting = z.infer<typeof SeedSetting>;

/** How far the demo's history has got; `null`: nobody has begun it. */
export async function readSeedSetting(db: Queryable): Promise<SeedSetting | null> {
  const value = await read(db, SEED_KEY);
  return value === undefined ? null : SeedSetting.parse(value);
}

/** Notes the end of the history that is about to be written; an earlier note stands. */
export async function beginSeed(db: Queryable, until: Date): Promise<SeedSetting> {
  await db.query(BEGIN, [SEED_KEY, JSON.stringify({ until })]);
  return (await readSeedSetting(db)) ?? { until };
}

/** Notes that the history is completely there; what went wrong in the shop since is still to be told. */
export async function completeSeed(db: Queryable, streams: number): Promise<void> {
  await db.query(COMPLETE, [SEED_KEY, JSON.stringify({ streams, story: "due" })]);
}

/** Notes that the story is told; false when it is not due, or somebody else has told it. */
export async function beginStory(db: Queryable): Promise<boolean> {
  const { rowCount } = await db.query(TELL, [SEED_KEY]);
  return rowCount === 1;
}

async function read(db: Queryable, key: string): Promise<unknown> {
  const { rows } = await db.query<{ value: unknown }>(READ, [key]);
  return rows[0]?.value;
}
