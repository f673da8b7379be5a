import "server-only";
import type { ReducerDetail } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { loadConsoleReducers } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { readReducerReasons } from "./reducer-reasons";
import { readReducerVersions } from "./reducer-rows";
import { reducersOf } from "./reducers";

/** Every version of a reducer of the console, and which one states are folded with. */
export async function readReducer(name: string): Promise<ReducerDetail> {
  await authorize("viewer");
  const [versions, { problems }] = await Promise.all([readReducerVersions(pool, name), loadConsoleReducers(pool)]);
  const [newest] = versions;
  if (newest === undefined) {
    throw new AppError(`No reducer "${name}" was written in the console.`, { code: "not-found" });
  }
  const reasons = await readReducerReasons(pool, name, versions);
  const inUse = versions.find(({ state }) => state === "published");
  const [first] = inUse === undefined ? [] : await reducersOf(inUse.category);
  return {
    name,
    versions: versions.map(({ name: _, definition: __, ...version }) => ({
      ...version,
      ...(reasons.get(version.version) ?? { reason: null, retirement: null }),
    })),
    inUse: inUse?.version ?? null,
    isDefault: first?.source === "console" && first.name === name,
    problem: problems.find((problem) => problem.name === name)?.message ?? null,
  };
}
