import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { readTradingSetting, type TradingSetting } from "@/lib/domain/demo-settings";

/** Whether the demo shop trades on, and how fast. */
export async function demoTrading(): Promise<TradingSetting> {
  await authorize("viewer");
  return readTradingSetting(pool);
}
