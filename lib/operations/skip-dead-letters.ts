import "server-only";
import { type DeadLetterOutcome, SkipRequest } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, requestSkip } from "@/lib/engine";
import { audit } from "./audit";
import { deadLetterRefusal } from "./dead-letter-errors";
import { awaitOutcome, NAMED_IN_AUDIT, NOTHING_MATCHED, readAsked } from "./dead-letter-outcome";

/** Asks workers to leave events out of a read model and to apply what waits behind; then tells what came of it. */
export async function skipDeadLetters(input: unknown): Promise<DeadLetterOutcome> {
  const operator = await authorize("operator");
  const { ids, reason } = SkipRequest.parse(input);
  try {
    const asked = await inTransaction(pool, async (client) => {
      await requestSkip(client, { ids, reason, requestedBy: operator.name });
      const requested = await readAsked(client, ids);
      if (requested.length === 0) return [];
      const data = { count: requested.length, deadLetters: requested.slice(0, NAMED_IN_AUDIT).map(({ id }) => id) };
      await audit(operator, { type: "DeadLettersSkipped", data, reason }, { client });
      return requested;
    });
    return asked.length === 0 ? NOTHING_MATCHED : await awaitOutcome(asked, "skipped");
  } catch (error) {
    throw deadLetterRefusal(error);
  }
}
