import "server-only";
import { DeadLetterNotFoundError, DeadLetterStateError } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** What the engine refused to do with a dead letter, in words for whoever asked; anything else is passed on. */
export function deadLetterRefusal(error: unknown): unknown {
  if (error instanceof DeadLetterNotFoundError) return new AppError(error.message, { code: "not-found", cause: error });
  if (error instanceof DeadLetterStateError) {
    return new AppError(error.message, { code: "conflict", details: { status: error.status }, cause: error });
  }
  return error;
}
