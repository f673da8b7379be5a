import "server-only";
import { RebuildId, RebuildReason } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { cancelRebuild as cancel } from "@/lib/engine";
import { audit } from "./audit";
import { auditedRebuild, findRebuild, withReason } from "./find-rebuild";
import { rebuildRefusal } from "./rebuild-errors";

export interface CancelledRebuild {
  readonly projection: string;
  readonly version: number;
  /** False: rows of the live version were to be replaced, and none was. */
  readonly dropped: boolean;
}

/** Stops a rebuild and drops the table it was filling; what consumers see stays as it is. */
export async function cancelRebuild(input: unknown): Promise<CancelledRebuild> {
  const operator = await authorize("operator");
  const { id, reason } = RebuildId.extend(RebuildReason.shape).parse(input);
  const rebuild = await findRebuild(id);
  const { projection, version, scope, eventsRead, rowsWritten } = rebuild;
  const data = { ...auditedRebuild(rebuild), eventsRead, rowsWritten };
  try {
    await cancel(pool, id, (client) =>
      audit(operator, { type: "RebuildCancelled", data, ...withReason(reason) }, { client }),
    );
  } catch (error) {
    throw rebuildRefusal(error);
  }
  return { projection, version, dropped: scope === "whole" };
}

/** What cancelling did, in words. */
export function cancelledMessage({ projection, version, dropped }: CancelledRebuild): string {
  return `The rebuild of ${projection} is cancelled; ${dropped ? `the table of v${version} is dropped` : "no row was changed"}.`;
}
