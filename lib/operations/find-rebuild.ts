import "server-only";
import { pool } from "@/lib/db/pool";
import { type RebuildSummary, rebuildSummaries } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** The rebuild that an operation is about; an AppError "not-found" when there is none. */
export async function findRebuild(id: string): Promise<RebuildSummary> {
  const [rebuild] = await rebuildSummaries(pool, [id]);
  if (rebuild === undefined) throw new AppError(`There is no rebuild ${id}.`, { code: "not-found" });
  return rebuild;
}

/** What an audit entry says of a rebuild. */
export function auditedRebuild({ id, projection, version, scope, scopeOf }: RebuildSummary) {
  return { rebuild: id, projection, version, ...(scope === "whole" ? {} : { scope, scopeOf }) };
}

/** `reason` as an audit entry has it: left out when none was given. */
export function withReason(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined || reason === "" ? {} : { reason };
}
