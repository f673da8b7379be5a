import "server-only";
import { ExpressionError, type StateCondition, stateCondition } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** A condition on a state; an AppError "invalid" with the place where it is none. */
export function checkedCondition(text: string): StateCondition {
  try {
    return stateCondition(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { place } = error;
    throw new AppError(error.message, { code: "invalid", cause: error, ...(place && { details: { place } }) });
  }
}
