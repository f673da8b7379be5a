import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { standingRecommendation } from "@/lib/queries/overview/standing-recommendation";
import { audit } from "./audit";

const RestoreRecommendation = z.object({ name: z.string().min(1) });

const RESTORE = "delete from foldline.ignored_recommendations where projection = $1 and built_with = $2";

/** Takes back that the recommendation was ignored; false when it was not, or is none any more. */
export async function restoreRecommendation(input: unknown): Promise<{ name: string; changed: boolean }> {
  const operator = await authorize("operator");
  const { name } = RestoreRecommendation.parse(input);
  const recommendation = await standingRecommendation(pool, name);
  if (recommendation === null) return { name, changed: false };
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(RESTORE, [name, recommendation.builtWith]);
    if (rowCount === 0) return { name, changed: false };
    const data = { projection: name, recommendation: recommendation.words, builtWith: recommendation.builtWith };
    await audit(operator, { type: "RecommendationRestored", data }, { client });
    return { name, changed: true };
  });
}

/** What taking it back did, in words. */
export function restoredMessage({ name, changed }: { readonly name: string; readonly changed: boolean }): string {
  return changed
    ? `The recommendation to rebuild ${name} stands again.`
    : `None was ignored for ${name}; nothing changed.`;
}
