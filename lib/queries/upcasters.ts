import "server-only";
import type { UpcasterList } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { checkChain, declarativeUpcaster } from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { codeSummary, readConsoleUpcasters, toSummary } from "./console-upcasters";
import { countTypeVersions, type TypeVersionCount } from "./event-type-counts";

/** Upcasters of the console, newest first, then those in code; and what is wrong with the chain they form. */
export async function listUpcasters(): Promise<UpcasterList> {
  await authorize("viewer");
  const [stored, counts] = await Promise.all([readConsoleUpcasters(pool), countTypeVersions(pool)]);
  const active = stored.filter(({ state }) => state === "active").map(declarativeUpcaster);
  return {
    upcasters: [
      ...stored.map((each) => toSummary(each, eventsIn(counts, each.type, each.fromVersion))),
      ...code.map((each) => codeSummary(each, eventsIn(counts, each.from.type, each.from.schemaVersion))),
    ],
    problems: checkChain([...code, ...active], counts).map(({ kind, message }) => ({ kind, message })),
  };
}

/** How many events are stored in a schema version. */
export function eventsIn(counts: readonly TypeVersionCount[], type: string, schemaVersion: number): number {
  return counts.find((count) => count.type === type && count.schemaVersion === schemaVersion)?.events ?? 0;
}
