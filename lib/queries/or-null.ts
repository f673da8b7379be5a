import "server-only";
import { AppError } from "@/lib/errors";

/** Null when a query says that there is no such thing; the page shows the rest. */
export async function orNull<Result>(query: Promise<Result>): Promise<Result | null> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}
