import "server-only";
import { CopyRequest } from "@/lib/api/copies";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, loadChain, requestCopy as queueCopy } from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { audit } from "./audit";
import { jobRefusal } from "./job-errors";

export interface RequestedCopy {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** Queues a copy of a category's events, as they are read today, into streams of another category. */
export async function requestCopy(input: unknown): Promise<RequestedCopy> {
  const operator = await authorize("admin");
  const { from, to, reason } = CopyRequest.parse(input);
  try {
    return await inTransaction(pool, async (client) => {
      const chain = await loadChain(client, code);
      const { id } = await queueCopy(client, { from, to, chain, requestedBy: operator.name, reason });
      await audit(operator, { type: "CategoryCopyRequested", data: { job: id, from, to }, reason }, { client });
      return { id, from, to };
    });
  } catch (error) {
    throw jobRefusal(error);
  }
}

/** What asking did, in words. */
export function copyRequestedMessage({ from, to }: RequestedCopy): string {
  return `${from} is copied to ${to}.`;
}
