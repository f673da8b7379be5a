import "server-only";
import type { EventTypeList, EventTypeSummary } from "@/lib/api/event-types";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type ChainProblem, checkChain, type Upcaster, watermark } from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { nextSchemaOf } from "../event-schemas/next-schema";
import { activeUpcasters } from "../upcasters/console-upcasters";
import { countTypeVersions, type TypeVersionCount } from "./event-type-counts";

/** Every event type of the store with its versions, in the order of first appearance. */
export async function listEventTypes(): Promise<EventTypeList> {
  await authorize("viewer");
  const [upTo, active] = await Promise.all([watermark(pool), activeUpcasters(pool)]);
  const types = summariseTypes(await countTypeVersions(pool), [...code, ...active]);
  return {
    types,
    events: types.reduce((sum, type) => sum + type.events, 0),
    eventsInOldVersions: types.reduce((sum, type) => sum + type.eventsInOldVersions, 0),
    upTo: upTo.toString(),
  };
}

/** Counts by type, with the colour slot of each and what is wrong with its chain. */
export function summariseTypes(
  counts: readonly TypeVersionCount[],
  upcasters: readonly Upcaster[],
): EventTypeSummary[] {
  const problems = checkChain(upcasters, counts);
  const types = [...new Set(counts.map(({ type }) => type))];
  return types.map((type, index) => {
    const versions = counts.filter((count) => count.type === type);
    const ofType = problems.filter((problem) => concerns(problem, type, upcasters));
    const isOld = ({ schemaVersion }: TypeVersionCount) =>
      upcasters.some(({ from }) => from.type === type && from.schemaVersion === schemaVersion);
    return {
      type,
      slot: index + 1,
      events: sum(versions),
      versions: versions
        .toSorted((a, b) => a.schemaVersion - b.schemaVersion)
        .map((version) => ({
          schemaVersion: version.schemaVersion,
          events: version.events,
          firstPosition: version.firstPosition.toString(),
          lastPosition: version.lastPosition.toString(),
          firstAt: version.firstAt.toISOString(),
          lastAt: version.lastAt.toISOString(),
          old: isOld(version),
        })),
      eventsInOldVersions: sum(versions.filter(isOld)),
      firstAt: new Date(Math.min(...versions.map(({ firstAt }) => firstAt.getTime()))).toISOString(),
      lastAt: new Date(Math.max(...versions.map(({ lastAt }) => lastAt.getTime()))).toISOString(),
      chainWhole: ofType.length === 0,
      problems: ofType.map(({ kind, message }) => ({ kind, message })),
      nextSchema: nextSchemaOf(type, counts, upcasters),
    };
  });
}

function concerns(problem: ChainProblem, type: string, upcasters: readonly Upcaster[]): boolean {
  const involved = upcasters.filter(({ id }) => problem.upcasterIds.includes(id));
  if (involved.some(({ from, to }) => from.type === type || to.type === type)) return true;
  return involved.length === 0 && problem.message.includes(`${type}@`);
}

function sum(versions: readonly TypeVersionCount[]): number {
  return versions.reduce((total, version) => total + version.events, 0);
}
