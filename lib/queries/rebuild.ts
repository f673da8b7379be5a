import "server-only";
import type { RebuildProgress } from "@/lib/api/rebuilds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type RebuildProgress as EngineProgress, rebuildProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** A rebuild's phases, figures and samples. */
export async function readRebuild(id: string): Promise<RebuildProgress> {
  await authorize("viewer");
  const progress = await rebuildProgress(pool, id);
  if (progress === null) throw new AppError(`There is no rebuild ${id}.`, { code: "not-found" });
  return toRebuild(progress);
}

/** The engine's progress with lists of its own, as JSON has them. */
export function toRebuild(progress: EngineProgress): RebuildProgress {
  return { ...progress, phases: [...progress.phases], samples: [...progress.samples] };
}
