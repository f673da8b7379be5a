import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { standingRecommendation } from "@/lib/queries/overview/standing-recommendation";
import { audit } from "./audit";

const IgnoreRecommendation = z.object({
  name: z.string().min(1),
  /** The recommendation that was seen; the one that stands when left out. */
  builtWith: z.string().optional(),
  reason: z.string().trim().min(1, "say why").max(500),
});

const IGNORE = `
insert into foldline.ignored_recommendations (projection, built_with, reason, ignored_by) values ($1, $2, $3, $4)
on conflict do nothing`;

/** Decides against rebuilding until what the read model was built with changes again; false when it was decided already. */
export async function ignoreRecommendation(input: unknown): Promise<{ name: string; changed: boolean }> {
  const operator = await authorize("operator");
  const { name, builtWith, reason } = IgnoreRecommendation.parse(input);
  const recommendation = await standingRecommendation(pool, name);
  if (recommendation === null) {
    throw new AppError(`Nothing recommends to rebuild ${name}: it is what would be built today.`, { code: "conflict" });
  }
  if (builtWith !== undefined && builtWith !== recommendation.builtWith) {
    throw new AppError(`What ${name} would be built with has changed since; look at it again.`, { code: "conflict" });
  }
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(IGNORE, [name, recommendation.builtWith, reason, operator.name]);
    if (rowCount === 0) return { name, changed: false };
    const data = { projection: name, recommendation: recommendation.words, builtWith: recommendation.builtWith };
    await audit(operator, { type: "RecommendationIgnored", data, reason }, { client });
    return { name, changed: true };
  });
}

/** What ignoring did, in words. */
export function ignoredMessage({ name, changed }: { readonly name: string; readonly changed: boolean }): string {
  return changed
    ? `${name} stays as it was built. The recommendation comes back when its code or its upcasters change again.`
    : `The recommendation to rebuild ${name} was ignored already; nothing changed.`;
}
