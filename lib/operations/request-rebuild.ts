import "server-only";
import { RebuildRequest } from "@/lib/api/rebuilds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  inTransaction,
  requestRebuild as queueRebuild,
  RebuildInProgressError,
  UnknownProjectionError,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";

/** Queues a rebuild, which a worker takes up; the read model that serves goes on serving. */
export async function requestRebuild(input: unknown): Promise<{ id: string; projection: string; version: number }> {
  const operator = await authorize("operator");
  const { projection, promotion, reason } = RebuildRequest.parse(input);
  const why = reason === undefined || reason === "" ? {} : { reason };
  try {
    return await inTransaction(pool, async (client) => {
      const request = { projection, promotion, requestedBy: operator.name, ...why };
      const { id, version } = await queueRebuild(client, request);
      const data = { rebuild: id, projection, version, promotion };
      await audit(operator, { type: "RebuildRequested", data, ...why }, { client });
      return { id, projection, version };
    });
  } catch (error) {
    if (error instanceof UnknownProjectionError) throw new AppError(error.message, { code: "not-found", cause: error });
    if (error instanceof RebuildInProgressError) {
      const details = { rebuild: error.rebuildId, status: error.status };
      throw new AppError(error.message, { code: "conflict", details, cause: error });
    }
    throw error;
  }
}
