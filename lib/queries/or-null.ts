import "server-only";
import { AppError, type AppErrorCode } from "@/lib/errors";

/** Null when a query says that there is no such thing, or what else is named; the page shows the rest. */
export async function orNull<Result>(
  query: Promise<Result>,
  codes: readonly AppErrorCode[] = ["not-found"],
): Promise<Result | null> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof AppError && codes.includes(error.code)) return null;
    throw error;
  }
}
