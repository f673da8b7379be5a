import "server-only";
import { RebuildId } from "@/lib/api/rebuilds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { cancelRebuild as cancel, rebuildProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";
import { rebuildRefusal } from "./rebuild-errors";

export interface CancelledRebuild {
  readonly projection: string;
  readonly version: number;
}

/** Stops a rebuild and drops the table it was filling; what consumers see stays as it is. */
export async function cancelRebuild(input: unknown): Promise<CancelledRebuild> {
  const operator = await authorize("operator");
  const { id } = RebuildId.parse(input);
  const rebuild = await rebuildProgress(pool, id);
  if (rebuild === null) throw new AppError(`There is no rebuild ${id}.`, { code: "not-found" });
  const { projection, version, eventsRead, rowsWritten } = rebuild;
  const data = { rebuild: id, projection, version, eventsRead, rowsWritten };
  try {
    await cancel(pool, id, (client) => audit(operator, { type: "RebuildCancelled", data }, { client }));
  } catch (error) {
    throw rebuildRefusal(error);
  }
  return { projection, version };
}

/** What cancelling did, in words. */
export function cancelledMessage({ projection, version }: CancelledRebuild): string {
  return `The rebuild of ${projection} is cancelled; the table of v${version} is dropped.`;
}
