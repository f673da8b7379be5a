import "server-only";
import {
  FrozenVersionError,
  PromotionFailedError,
  RebuildInProgressError,
  RebuildNotFoundError,
  RebuildStateError,
  RebuildUnavailableError,
  RollBackImpossibleError,
  UnknownProjectionError,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** What the engine refused to do with a rebuild, in words for whoever asked; anything else is passed on. */
export function rebuildRefusal(error: unknown): unknown {
  if (error instanceof RebuildNotFoundError || error instanceof UnknownProjectionError) {
    return new AppError(error.message, { code: "not-found", cause: error });
  }
  if (error instanceof RebuildStateError) {
    return new AppError(error.message, { code: "conflict", details: { status: error.status }, cause: error });
  }
  if (error instanceof RebuildInProgressError) {
    const details = { rebuild: error.rebuildId, status: error.status };
    return new AppError(error.message, { code: "conflict", details, cause: error });
  }
  const conflicts = [PromotionFailedError, RebuildUnavailableError, RollBackImpossibleError, FrozenVersionError];
  if (error instanceof Error && conflicts.some((conflict) => error instanceof conflict)) {
    return new AppError(error.message, { code: "conflict", cause: error });
  }
  return error;
}
