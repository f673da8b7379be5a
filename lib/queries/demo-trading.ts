import "server-only";
import { authorize } from "../auth/authorize";
import { pool } from "../db/pool";
import { readTradingSetting, type TradingSetting } from "../domain/demo-settings";

/** Whether the demo shop trades on, and how fast. */
export async function demoTrading(): Promise<TradingSetting> {
  await authorize("viewer");
  return readTradingSetting(pool);
}
