import "server-only";
import { isUnpublished, type UpcasterList } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { checkChain, declarativeUpcaster } from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { countTypeVersions, type TypeVersionCount } from "../event-types/event-type-counts";
import { codeSummary, readConsoleUpcasters, toSummary } from "./console-upcasters";
import { lastVerifications } from "./last-verifications";

/** Upcasters of the console, newest first, then those in code; and what is wrong with the chain they form. */
export async function listUpcasters(): Promise<UpcasterList> {
  await authorize("viewer");
  const [stored, counts] = await Promise.all([readConsoleUpcasters(pool), countTypeVersions(pool)]);
  const verifications = await lastVerifications(
    pool,
    stored.filter(({ state }) => isUnpublished(state)),
  );
  const active = stored.filter(({ state }) => state === "active").map(declarativeUpcaster);
  return {
    upcasters: [
      ...stored.map((each) =>
        toSummary(each, eventsIn(counts, each.type, each.fromVersion), verifications.get(each.id) ?? null),
      ),
      ...code.map((each) => codeSummary(each, eventsIn(counts, each.from.type, each.from.schemaVersion))),
    ],
    problems: checkChain([...code, ...active], counts).map(({ kind, message }) => ({ kind, message })),
  };
}

/** How many events are stored in a schema version. */
export function eventsIn(counts: readonly TypeVersionCount[], type: string, schemaVersion: number): number {
  return counts.find((count) => count.type === type && count.schemaVersion === schemaVersion)?.events ?? 0;
}
