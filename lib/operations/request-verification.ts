import "server-only";
import { VerificationRequest } from "@/lib/api/job-requests";
import { isUnpublished, UpcasterId } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, loadChain, requestVerification as queueVerification } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCounted } from "@/lib/format/number";
import { readConsoleUpcaster } from "@/lib/queries/upcasters/console-upcasters";
import { upcasters as code } from "@/lib/store";
import { audit } from "./audit";
import { jobRefusal } from "./job-errors";
import { refuseMistakes } from "./refuse-mistakes";

export interface RequestedVerification {
  readonly id: string;
  readonly title: string;
  readonly sample: number | null;
}

/** Queues a run of a draft over all stored events that it matches, or a sample of them. */
export async function requestVerification(input: unknown): Promise<RequestedVerification> {
  const operator = await authorize("operator");
  const { id: upcaster, sample } = UpcasterId.extend(VerificationRequest.shape).parse(input);
  try {
    return await inTransaction(pool, async (client) => {
      const draft = await readConsoleUpcaster(client, upcaster, { lock: true });
      if (draft === null) throw new AppError(`There is no upcaster ${upcaster}.`, { code: "not-found" });
      const { title, state } = draft;
      if (!isUnpublished(state)) {
        throw new AppError(`"${title}" is ${state}; only a draft is verified.`, {
          code: "conflict",
          details: { state },
        });
      }
      refuseMistakes(draft);
      const chain = await loadChain(client, code);
      const request = { definition: draft, chain, sample, requestedBy: operator.name };
      const { id } = await queueVerification(client, request);
      const data = { job: id, upcaster, title, ...(sample === null ? {} : { sample }) };
      await audit(operator, { type: "UpcasterVerificationRequested", data }, { client });
      return { id, title, sample };
    });
  } catch (error) {
    throw jobRefusal(error);
  }
}

/** What asking did, in words. */
export function verificationRequestedMessage({ title, sample }: RequestedVerification): string {
  return sample === null
    ? `"${title}" is verified over every event that it matches.`
    : `"${title}" is tried on a sample of ${formatCounted(sample, "event")}.`;
}
