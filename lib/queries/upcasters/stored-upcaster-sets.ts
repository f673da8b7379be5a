import "server-only";
import type { Queryable } from "@/lib/engine";

/** A set of console upcasters that was active, as it is stored. */
export interface StoredUpcasterSet {
  readonly id: number;
  readonly upcasterIds: readonly string[];
  readonly cause: "activate" | "retire" | "restore";
  readonly upcasterId: string | null;
  readonly restores: number | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly reason: string | null;
}

/** What was active before the first set: no upcaster of the console. */
export const NO_UPCASTERS = 0;

const SETS = `
select id, upcaster_ids as "upcasterIds", cause, upcaster_id as "upcasterId", restores, created_by as "createdBy",
       created_at as "createdAt", reason
  from foldline.upcaster_sets order by id desc`;

/** Every set that was ever active, the newest first. */
export async function storedUpcasterSets(db: Queryable): Promise<StoredUpcasterSet[]> {
  const { rows } = await db.query<StoredUpcasterSet>(SETS);
  return rows;
}

/** The set whose upcasters are those of `id`: the one that it brought back, if it did. */
export function effectiveSet(sets: readonly StoredUpcasterSet[], id: number): number {
  const restores = sets.find((set) => set.id === id)?.restores ?? null;
  return restores === null ? id : effectiveSet(sets, restores);
}

/** The set that was active before the one in effect; `null` when nothing was. */
export function previousSet(sets: readonly StoredUpcasterSet[]): number | null {
  const current = effectiveSet(sets, sets[0]?.id ?? NO_UPCASTERS);
  if (current === NO_UPCASTERS) return null;
  const before = sets.find(({ id }) => id < current);
  return before === undefined ? NO_UPCASTERS : effectiveSet(sets, before.id);
}
