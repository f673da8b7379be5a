import "server-only";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import { compileChain, type Queryable, type Upcaster, UpcasterChainError } from "@/lib/engine";
import { readsDifferently, wayOf } from "../event-types/chain-ways";
import { countTypeVersions } from "../event-types/event-type-counts";
import { readProjectionRows } from "../projections/projection-rows";
import { readerWarnings } from "./reader-warnings";
import { impactOf } from "./upcaster-impact";

/** What it would mean to read events through other upcasters: nothing that can be told while these contradict each other. */
export async function consequencesOf(
  db: Queryable,
  before: readonly Upcaster[],
  after: readonly Upcaster[],
): Promise<Consequences> {
  const [counts, projections] = await Promise.all([countTypeVersions(db), readProjectionRows(db, null)]);
  const eventsReadDifferently = counts
    .filter((count) => readsDifferently(wayOf(before, count), wayOf(after, count)))
    .reduce((sum, { events }) => sum + events, 0);
  const chains = compileBoth(before, after);
  if (chains === null) {
    const eventsInStore = counts.reduce((sum, { events }) => sum + events, 0);
    const impact = { eventsReadDifferently, eventsInStore, projections: [], madeWhole: [], snapshots: 0 };
    return { impact, warnings: [] };
  }
  const [impact, warnings] = await Promise.all([
    impactOf(db, { ...chains, counts, projections, eventsReadDifferently }),
    readerWarnings(db, { before, after, counts, projections }),
  ]);
  return { impact, warnings };
}

// While the upcasters contradict each other nothing can be activated, so there is no more to tell.
function compileBoth(before: readonly Upcaster[], after: readonly Upcaster[]) {
  try {
    return { before: compileChain(before), after: compileChain(after) };
  } catch (error) {
    if (error instanceof UpcasterChainError) return null;
    throw error;
  }
}
