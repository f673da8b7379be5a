import "server-only";
import type { z } from "zod";
import { RebuildRequest } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, requestRebuild as queueRebuild, type RebuildScope } from "@/lib/engine";
import { audit } from "./audit";
import { withReason } from "./find-rebuild";
import { rebuildRefusal } from "./rebuild-errors";

export interface RequestedRebuild {
  readonly id: string;
  readonly projection: string;
  readonly version: number;
  readonly part: string | null;
}

/** Queues a rebuild, which a worker takes up; the read model that serves goes on serving. */
export async function requestRebuild(input: unknown): Promise<RequestedRebuild> {
  const operator = await authorize("operator");
  const request = RebuildRequest.parse(input);
  const { projection, promotion, throttle, scope } = request;
  const why = withReason(request.reason);
  const part = partOf(request);
  const settings = { promotion, throttle, ...(part === undefined ? {} : { scope: part }) };
  try {
    return await inTransaction(pool, async (client) => {
      const { id, version } = await queueRebuild(client, {
        projection,
        requestedBy: operator.name,
        ...settings,
        ...why,
      });
      const limit = throttle === null ? {} : { throttle };
      const what = scope === "whole" ? { promotion } : { scope, scopeOf: request.scopeOf };
      const data = { rebuild: id, projection, version, ...what, ...limit };
      await audit(operator, { type: "RebuildRequested", data, ...why }, { client });
      return { id, projection, version, part: scope === "whole" ? null : `${scope} ${request.scopeOf}` };
    });
  } catch (error) {
    throw rebuildRefusal(error);
  }
}

function partOf({ scope, scopeOf = "" }: z.output<typeof RebuildRequest>): RebuildScope | undefined {
  if (scope === "whole") return undefined;
  return scope === "stream" ? { kind: "stream", stream: scopeOf } : { kind: "partition", partition: Number(scopeOf) };
}

/** What asking did, in words. */
export function requestedMessage({ projection, version, part }: RequestedRebuild): string {
  return part === null
    ? `Rebuild of ${projection} as v${version} requested.`
    : `Rebuild of ${part} in v${version} of ${projection} requested.`;
}
