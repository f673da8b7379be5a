import "server-only";
import { StateTooLongError } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format/number";

/** What is folded with states; an AppError "unavailable" says that one of them took too long. */
export async function foldedInTime<Result>(folding: Promise<Result>): Promise<Result> {
  try {
    return await folding;
  } catch (error) {
    if (!(error instanceof StateTooLongError)) throw error;
    const { streamId, version, withinMs } = error;
    throw new AppError(
      `The state of ${streamId} came to version ${formatCount(version)} within ${withinMs / 1000} s. Ask for a version ` +
        "before it; or once more, if snapshots are kept of the category and no draft is read with.",
      { code: "unavailable", details: { streamId, version }, cause: error },
    );
  }
}
