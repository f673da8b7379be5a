import "server-only";
import { z } from "zod";
import { FoldRequest } from "@/lib/api/folds";
import type { LogPoint as LogPointBody } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, loadChain, requestFold as queueFold } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { foldedDefinition, registeredProjection } from "@/lib/queries/folds/folded-projection";
import { describePoint, logPointOf } from "@/lib/queries/folds/log-point";
import { upcasters as code } from "@/lib/store";
import { audit } from "./audit";
import { withReason } from "./find-rebuild";
import { jobRefusal } from "./job-errors";

export interface RequestedFold {
  readonly id: string;
  readonly projection: string;
  readonly point: LogPointBody;
}

const Named = z.object({ name: z.string() });

/** Queues a fold of a whole read model as of a position or an instant; what consumers see is not touched. */
export async function requestFold(input: unknown): Promise<RequestedFold> {
  const operator = await authorize("operator");
  const { name } = Named.parse(input);
  const { reason, ...asked } = FoldRequest.parse(input);
  const point = logPointOf(asked);
  if (point === null) throw new AppError("Give either a position or an instant.", { code: "invalid" });
  const projection = await foldedDefinition(await registeredProjection(name));
  const why = withReason(reason);
  try {
    return await inTransaction(pool, async (client) => {
      const chain = await loadChain(client, code);
      const { id } = await queueFold(client, { projection, chain, point, requestedBy: operator.name, ...why });
      const data = { job: id, projection: name, point: describePoint(point) };
      await audit(operator, { type: "ReadModelFoldRequested", data, ...why }, { client });
      return { id, projection: name, point: describePoint(point) };
    });
  } catch (error) {
    throw jobRefusal(error);
  }
}

/** What asking did, in words. */
export function foldRequestedMessage({ projection }: RequestedFold): string {
  return `A worker folds the rows of ${projection} as of then; those that consumers see stay as they are.`;
}
