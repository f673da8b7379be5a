import "server-only";
import { BisectionRequest } from "@/lib/api/bisections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, requestBisection as queueBisection } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { ANSWER_OUTDATED, type CategoryFold, categoryFold, foldOfAnswer } from "@/lib/queries/reducers/category-fold";
import { checkedCondition } from "@/lib/queries/streams/checked-condition";
import { audit } from "./audit";
import { findJob } from "./find-job";
import { jobRefusal } from "./job-errors";

export interface RequestedBisection {
  readonly id: string;
  readonly category: string;
  readonly condition: string;
}

/** Queues the search for the streams of a category in which a condition holds, or an earlier one for what came since. */
export async function requestBisection(input: unknown): Promise<RequestedBisection> {
  const operator = await authorize("operator");
  const { category, condition, fold, since, after } = await questionOf(input);
  try {
    return await inTransaction(pool, async (client) => {
      const request = { ...fold, category, condition, since, requestedBy: operator.name };
      const { id } = await queueBisection(client, request);
      const data = { job: id, category, condition, reducer: fold.reducer.name, after };
      await audit(operator, { type: "CategoryBisectionRequested", data }, { client });
      return { id, category, condition };
    });
  } catch (error) {
    throw jobRefusal(error);
  }
}

interface Question {
  readonly category: string;
  readonly condition: string;
  readonly fold: CategoryFold;
  readonly since: bigint;
  /** The job whose answer goes up to there. */
  readonly after: string | null;
}

async function questionOf(input: unknown): Promise<Question> {
  const asked = BisectionRequest.parse(input);
  if (!("again" in asked)) {
    checkedCondition(asked.condition);
    return { ...asked, fold: await categoryFold(asked.category, asked.reducer), since: 0n, after: null };
  }
  const job = await findJob(asked.again);
  if (job.kind !== "bisect-category") throw new AppError(`There is no question ${asked.again}.`, { code: "not-found" });
  if (job.status !== "done" || job.upTo === null) {
    throw new AppError(`The answer is not whole: the job is ${job.status}. Ask the whole question anew.`, {
      code: "conflict",
      details: { status: job.status },
    });
  }
  const { category, condition } = job.params;
  const fold = await foldOfAnswer(job.params);
  if (fold === null) throw new AppError(ANSWER_OUTDATED, { code: "conflict", details: { ...job.params.reducer } });
  return { category, condition, fold, since: BigInt(job.upTo), after: job.id };
}

/** What asking did, in words. */
export function bisectionRequestedMessage({ category }: RequestedBisection): string {
  return `A worker looks through every stream of ${category}.`;
}
