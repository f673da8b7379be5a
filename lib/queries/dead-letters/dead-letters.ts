import "server-only";
import type { DeadLetterPage, DeadLettersQuery } from "@/lib/api/dead-letters";
import { authorize } from "@/lib/auth/authorize";
import { readDeadLetterPage } from "./dead-letter-page";

/** One page of the dead letters under a filter, group after group. */
export async function listDeadLetters(query: DeadLettersQuery): Promise<DeadLetterPage> {
  await authorize("viewer");
  return readDeadLetterPage(query);
}
