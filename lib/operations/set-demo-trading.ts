import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { readTradingSetting, TRADING_KEY, TradingSetting } from "@/lib/domain/demo-settings";
import { inTransaction } from "@/lib/engine";
import { audit } from "./audit";

const SAVE = `
insert into foldline.settings as s (key, value, updated_by) values ($1, $2, $3)
    on conflict (key) do update set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by`;

/** Switches the demo shop's trading on or off and sets its rate; gives back whether that changed anything. */
export async function setDemoTrading(input: unknown): Promise<TradingSetting & { readonly changed: boolean }> {
  const operator = await authorize("operator");
  const wanted = TradingSetting.parse(input);
  return inTransaction(pool, async (client) => {
    const { enabled, eventsPerMinute } = await readTradingSetting(client);
    if (enabled === wanted.enabled && eventsPerMinute === wanted.eventsPerMinute) return { ...wanted, changed: false };
    await client.query(SAVE, [TRADING_KEY, JSON.stringify(wanted), operator.id]);
    await audit(operator, { type: "DemoTradingSet", data: wanted }, { client });
    return { ...wanted, changed: true };
  });
}
