import "server-only";
import { AppError } from "@/lib/errors";
import type { ConsoleUpcaster } from "@/lib/queries/upcasters/console-upcasters";
import { operationProblems } from "@/lib/queries/upcasters/draft-problems";

/** Throws an AppError with the mistakes in a draft's operations, when there are any. */
export function refuseMistakes(draft: ConsoleUpcaster): void {
  const problems = operationProblems(draft);
  const [first] = problems;
  if (first === undefined) return;
  const place = first.operation === null ? "" : `Operation ${first.operation + 1}: `;
  throw new AppError(`${place}${first.message}`, { code: "invalid", details: { problems } });
}
