import "server-only";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type RebuildSummary, rebuildConsequences, rebuildProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { rebuildBehind } from "./rebuild-behind";
import { rebuildDeadLetters } from "./rebuild-dead-letters";

/** A rebuild's phases, figures and samples, and the events that it could not apply. */
export async function readRebuild(id: string): Promise<RebuildProgress> {
  await authorize("viewer");
  const progress = await rebuildProgress(pool, id);
  if (progress === null) throw new AppError(`There is no rebuild ${id}.`, { code: "not-found" });
  const { samples, ...rebuild } = progress;
  const [behind, deadLetters] = await Promise.all([rebuildBehind(pool, rebuild), rebuildDeadLetters(pool, rebuild)]);
  return { ...toRebuild(rebuild), samples: [...samples], behind, deadLetters };
}

/** The engine's progress with lists of its own, as JSON has them. */
export function toRebuild(progress: RebuildSummary): Rebuild {
  const { phases, verification, ...rest } = progress;
  return {
    ...rest,
    consequences: rebuildConsequences(progress),
    phases: [...phases],
    verification:
      verification === null
        ? null
        : {
            ...verification,
            columns: [...verification.columns],
            onlyInLive: [...verification.onlyInLive],
            onlyInNew: [...verification.onlyInNew],
          },
  };
}
