import "server-only";
import type { PoolClient } from "pg";
import {
  type DeadLetterFilter,
  type DeadLetterOutcome,
  DeadLetterFilter as FilterSchema,
  RetryRequest,
} from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, requestRetry } from "@/lib/engine";
import { DEAD_LETTERS, MATCHES, matchValues } from "@/lib/queries/dead-letters/dead-letter-match";
import { audit } from "./audit";
import { deadLetterRefusal } from "./dead-letter-errors";
import { awaitOutcome, NAMED_IN_AUDIT, NOTHING_MATCHED, readAsked } from "./dead-letter-outcome";

const MATCHING = `select d.id from ${DEAD_LETTERS} where ${MATCHES} order by d.position`;

/**
 * Asks workers to apply parked streams: those of some dead letters, one of them up to a version, or all that a filter
 * matches. Then waits a little, and tells what came of it.
 */
export async function retryDeadLetters(input: unknown): Promise<DeadLetterOutcome> {
  const operator = await authorize("operator");
  const { ids, filter, upToVersion, reason } = RetryRequest.parse(input);
  const why = reason === undefined || reason === "" ? {} : { reason };
  const upTo = upToVersion === undefined ? {} : { upToVersion };
  try {
    const asked = await inTransaction(pool, async (client) => {
      const wanted = ids ?? (await idsMatching(client, FilterSchema.parse({ ...filter, status: "parked" })));
      if (wanted.length === 0) return [];
      await requestRetry(client, { ids: wanted, ...upTo, requestedBy: operator.name });
      const requested = await readAsked(client, wanted);
      if (requested.length === 0) return [];
      const data = {
        count: requested.length,
        deadLetters: requested.slice(0, NAMED_IN_AUDIT).map(({ id }) => id),
        ...(filter === undefined ? {} : { filter }),
        ...upTo,
      };
      await audit(operator, { type: "DeadLettersRetried", data, ...why }, { client });
      return requested;
    });
    return asked.length === 0 ? NOTHING_MATCHED : await awaitOutcome(asked, "applied");
  } catch (error) {
    throw deadLetterRefusal(error);
  }
}

async function idsMatching(client: PoolClient, filter: DeadLetterFilter): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(MATCHING, matchValues(filter));
  return rows.map(({ id }) => id);
}
