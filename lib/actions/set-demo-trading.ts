"use server";
import { refresh } from "next/cache";
import { setDemoTrading } from "@/lib/operations/set-demo-trading";
import { type ActionState, toActionState } from "./state";

export async function setDemoTradingAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { enabled: form.get("enabled") === "on", eventsPerMinute: Number(form.get("eventsPerMinute")) };
  const state = await toActionState(setDemoTrading(input), ({ enabled, eventsPerMinute, changed }) => {
    if (!changed) return "Nothing changed: the shop does that already.";
    return enabled ? `The shop trades, about ${eventsPerMinute} events a minute.` : "The shop has stopped trading.";
  });
  refresh();
  return state;
}
