import "server-only";
import { RebuildId } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { verifyAgain } from "@/lib/engine";
import { audit } from "./audit";
import { auditedRebuild, findRebuild } from "./find-rebuild";
import type { HeldRebuild } from "./pause-rebuild";
import { rebuildRefusal } from "./rebuild-errors";

/** Asks a worker to compare a rebuild that is ready with the live version once more; nothing while one is at it. */
export async function verifyRebuildAgain(input: unknown): Promise<HeldRebuild> {
  const operator = await authorize("operator");
  const { id } = RebuildId.parse(input);
  const rebuild = await findRebuild(id);
  const { projection, version, verifyingAgain } = rebuild;
  if (verifyingAgain !== null) return { projection, version, changed: false };
  try {
    await verifyAgain(pool, id, { by: operator.name }, (client) =>
      audit(operator, { type: "RebuildVerificationRequested", data: auditedRebuild(rebuild) }, { client }),
    );
  } catch (error) {
    throw rebuildRefusal(error);
  }
  return { projection, version, changed: true };
}

/** What asking did, in words. */
export function verifyingAgainMessage({ projection, version, changed }: HeldRebuild): string {
  return changed
    ? `A worker compares v${version} of ${projection} with what consumers see once more.`
    : `v${version} of ${projection} is being compared already; nothing changed.`;
}
