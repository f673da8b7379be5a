import "server-only";
import type { ConsoleProjectionDetail } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { loadProjections } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { codeProjections } from "@/lib/store";
import { readConsoleVersions } from "./console-projection-rows";

const SERVING = `
select r.definition_version as version
  from foldline.projections p join foldline.read_models r on r.projection = p.name and r.version = p.serving_version
 where p.name = $1`;

/** Every version of a definition written in the console, and which one consumers see the rows of. */
export async function readConsoleProjection(name: string): Promise<ConsoleProjectionDetail> {
  await authorize("viewer");
  const [versions, serving, { problems }] = await Promise.all([
    readConsoleVersions(pool, name),
    pool.query<{ version: number }>(SERVING, [name]),
    loadProjections(pool, codeProjections),
  ]);
  if (versions.length === 0) {
    throw new AppError(`No projection "${name}" was written in the console.`, { code: "not-found" });
  }
  return {
    name,
    versions: versions.map(({ name: _, ...version }) => version),
    servingVersion: serving.rows[0]?.version ?? null,
    problem: problems.find((problem) => problem.name === name)?.message ?? null,
  };
}
