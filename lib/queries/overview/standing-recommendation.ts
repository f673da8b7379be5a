import "server-only";
import type { Recommendation } from "@/lib/api/projection-watch";
import type { Queryable } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { summariseProjections } from "../projections/projection-summary";

/** What is recommended for a projection now, ignored or not. */
export async function standingRecommendation(db: Queryable, name: string): Promise<Recommendation | null> {
  const [found] = (await summariseProjections(db, name)).projections;
  if (found === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  return found.summary.recommendation;
}
