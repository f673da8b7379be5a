import "server-only";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import { type ChainProblem, checkChain, declarativeUpcaster, type Queryable } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { upcasters as code } from "@/lib/store";
import { countTypeVersions } from "../event-types/event-type-counts";
import { type ConsoleUpcaster, readConsoleUpcasters } from "./console-upcasters";
import { NO_UPCASTERS, previousSet, storedUpcasterSets } from "./stored-upcaster-sets";
import { consequencesOf } from "./upcaster-consequences";

/** What has to change for a set to be active again. */
export interface RestorePlan {
  readonly set: number;
  readonly activates: readonly ConsoleUpcaster[];
  readonly retires: readonly ConsoleUpcaster[];
  /** What the chain would suffer from that it does not suffer from now. */
  readonly problems: readonly ChainProblem[];
  consequences(): Promise<Consequences>;
}

/** Works out how to bring a set back, the one before the active set when `id` is left out. */
export async function restoreOf(db: Queryable, id?: number): Promise<RestorePlan> {
  const sets = await storedUpcasterSets(db);
  const set = id ?? previousSet(sets);
  if (set === null) throw new AppError("There is no earlier set of upcasters to roll back to.", { code: "conflict" });
  const wanted = sets.find((each) => each.id === set)?.upcasterIds;
  if (wanted === undefined && set !== NO_UPCASTERS) {
    throw new AppError(`There is no set ${set} of upcasters.`, { code: "not-found" });
  }
  const ids = new Set(wanted ?? []);
  const all = await readConsoleUpcasters(db);
  const isActive = ({ state }: ConsoleUpcaster) => state === "active";
  const members = all.filter((upcaster) => ids.has(upcaster.id));
  const before = [...code, ...all.filter(isActive).map(declarativeUpcaster)];
  const after = [...code, ...members.map(declarativeUpcaster)];
  const counts = await countTypeVersions(db);
  const known = new Set(checkChain(before, counts).map(({ message }) => message));
  return {
    set,
    activates: members.filter((upcaster) => !isActive(upcaster)),
    retires: all.filter((upcaster) => isActive(upcaster) && !ids.has(upcaster.id)),
    problems: [...missing(ids, members), ...checkChain(after, counts).filter(({ message }) => !known.has(message))],
    consequences: () => consequencesOf(db, before, after),
  };
}

function missing(ids: ReadonlySet<string>, members: readonly ConsoleUpcaster[]): ChainProblem[] {
  return [...ids]
    .filter((id) => !members.some((upcaster) => upcaster.id === id))
    .map((id) => ({ kind: "gap", message: `upcaster ${id} of that set is not stored any more`, upcasterIds: [id] }));
}
