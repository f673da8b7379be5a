import "server-only";
import type { UpcasterPreview } from "@/lib/api/upcasters";
import { compileChain, type Queryable, schemaName, UpcasterChainError } from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { activeUpcasters, type ConsoleUpcaster } from "./console-upcasters";
import { countTypeVersions } from "./event-type-counts";
import { impactOf } from "./upcaster-impact";

/** What retiring an active upcaster would touch. */
export async function retirementImpact(db: Queryable, upcaster: ConsoleUpcaster): Promise<UpcasterPreview["impact"]> {
  const active = await activeUpcasters(db);
  const before = [...code, ...active];
  const after = before.filter(({ id }) => id !== upcaster.id);
  const counts = await countTypeVersions(db);
  const changed = changedSchemas(counts, before, after);
  return impactOf(db, {
    before,
    after,
    types: [...new Set(changed.map((count) => count.type))],
    eventsReadDifferently: changed.reduce((sum, count) => sum + count.events, 0),
    eventsInStore: counts.reduce((sum, count) => sum + count.events, 0),
  });
}

function changedSchemas(
  counts: Awaited<ReturnType<typeof countTypeVersions>>,
  before: Parameters<typeof compileChain>[0],
  after: Parameters<typeof compileChain>[0],
) {
  try {
    const [with_, without] = [compileChain(before), compileChain(after)];
    return counts.filter((count) => schemaName(with_.readAs(count)) !== schemaName(without.readAs(count)));
  } catch (error) {
    if (error instanceof UpcasterChainError) return [];
    throw error;
  }
}
