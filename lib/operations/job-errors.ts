import "server-only";
import {
  FoldInUseError,
  JobInProgressError,
  JobNotFoundError,
  JobStateError,
  JobUnavailableError,
  UpcasterChainError,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** What the engine refused to do with a job, in words for whoever asked; anything else is passed on. */
export function jobRefusal(error: unknown): unknown {
  if (error instanceof JobNotFoundError) return new AppError(error.message, { code: "not-found", cause: error });
  if (error instanceof JobStateError) {
    return new AppError(error.message, { code: "conflict", details: { status: error.status }, cause: error });
  }
  if (error instanceof FoldInUseError) return new AppError(error.message, { code: "unavailable", cause: error });
  if (error instanceof JobInProgressError) {
    const details = { job: error.jobId, status: error.status };
    return new AppError(error.message, { code: "conflict", details, cause: error });
  }
  if (error instanceof UpcasterChainError) {
    return new AppError(error.message, { code: "conflict", details: { problems: error.problems }, cause: error });
  }
  if (error instanceof JobUnavailableError) return new AppError(error.message, { code: "conflict", cause: error });
  return error;
}
