import "server-only";
import { RebuildId } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { RebuildStateError, resumeRebuild as resume } from "@/lib/engine";
import { audit } from "./audit";
import { auditedRebuild, findRebuild } from "./find-rebuild";
import type { HeldRebuild } from "./pause-rebuild";
import { rebuildRefusal } from "./rebuild-errors";

/** Lets a paused rebuild go on where it stopped. */
export async function resumeRebuild(input: unknown): Promise<HeldRebuild> {
  const operator = await authorize("operator");
  const { id } = RebuildId.parse(input);
  const rebuild = await findRebuild(id);
  const { projection, version } = rebuild;
  try {
    await resume(pool, id, (client) =>
      audit(operator, { type: "RebuildResumed", data: auditedRebuild(rebuild) }, { client }),
    );
  } catch (error) {
    const goesOn = error instanceof RebuildStateError && (error.status === "running" || error.status === "queued");
    if (goesOn) return { projection, version, changed: false };
    throw rebuildRefusal(error);
  }
  return { projection, version, changed: true };
}

/** What resuming did, in words. */
export function rebuildResumedMessage({ projection, version, changed }: HeldRebuild): string {
  const what = `The rebuild of ${projection} to v${version}`;
  return changed ? `${what} goes on.` : `${what} was not paused; nothing changed.`;
}
