import type pg from "pg";
import { readSeedSetting } from "../domain/demo-settings";

/** Whether the demo's history is to be written: into an empty store, or when writing it was interrupted. */
export async function wantsDemo(pool: pg.Pool): Promise<boolean> {
  const begun = await readSeedSetting(pool);
  if (begun !== null) return begun.streams === undefined;
  const { rows } = await pool.query("select from foldline.events limit 1");
  return rows.length === 0;
}
