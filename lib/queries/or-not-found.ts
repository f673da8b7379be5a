import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** Shows the page "not found" when a query says that there is no such thing. */
export async function orNotFound<Result>(query: Promise<Result>): Promise<Result> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  }
}
