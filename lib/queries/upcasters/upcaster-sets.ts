import "server-only";
import type { UpcasterSet, UpcasterSetList, UpcasterSetRestore } from "@/lib/api/upcaster-sets";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { type ConsoleUpcaster, readConsoleUpcasters } from "./console-upcasters";
import { restoreOf } from "./restore-plan";
import { NO_UPCASTERS, previousSet, storedUpcasterSets } from "./stored-upcaster-sets";

type Member = UpcasterSet["upcasters"][number];

/** Every set of console upcasters that was active, down to the beginning, when none was. */
export async function readUpcasterSets(): Promise<UpcasterSetList> {
  await authorize("viewer");
  const [stored, upcasters] = await Promise.all([storedUpcasterSets(pool), readConsoleUpcasters(pool)]);
  const byId = new Map(upcasters.map((upcaster) => [upcaster.id, upcaster]));
  const membersOf = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const upcaster = byId.get(id);
      return upcaster === undefined ? [] : [toMember(upcaster)];
    });
  const sets = stored.map((set, index): UpcasterSet => {
    const before = stored[index + 1]?.upcasterIds ?? [];
    return {
      id: set.id,
      upcasters: membersOf(set.upcasterIds),
      cause: set.cause,
      restores: set.restores,
      createdBy: set.createdBy,
      createdAt: set.createdAt.toISOString(),
      reason: set.reason,
      added: membersOf(set.upcasterIds.filter((id) => !before.includes(id))),
      removed: membersOf(before.filter((id) => !set.upcasterIds.includes(id))),
    };
  });
  return { sets: [...sets, BEGINNING], previous: previousSet(stored) };
}

const BEGINNING: UpcasterSet = {
  ...{ id: NO_UPCASTERS, upcasters: [], cause: "none", restores: null, createdBy: null, createdAt: null, reason: null },
  ...{ added: [], removed: [] },
};

/** What bringing a set back would mean, before it is done. */
export async function readUpcasterSetRestore(id: string): Promise<UpcasterSetRestore> {
  await authorize("viewer");
  if (!/^\d{1,9}$/.test(id)) throw new AppError(`There is no set ${id} of upcasters.`, { code: "not-found" });
  const { activates, retires, problems, set, consequences } = await restoreOf(pool, Number(id));
  return {
    set,
    activates: activates.map(toMember),
    retires: retires.map(toMember),
    problems: problems.map(({ kind, message }) => ({ kind, message })),
    ...(await consequences()),
  };
}

function toMember({ id, title, type, fromVersion, toType, toVersion }: ConsoleUpcaster): Member {
  const from = { type, schemaVersion: fromVersion };
  return { id, title, from, to: { type: toType, schemaVersion: toVersion } };
}
