import "server-only";
import { RebuildId, RebuildReason } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { pauseRebuild as pause, RebuildStateError } from "@/lib/engine";
import { audit } from "./audit";
import { auditedRebuild, findRebuild, withReason } from "./find-rebuild";
import { rebuildRefusal } from "./rebuild-errors";

/** A rebuild that was to be held back or to go on; `changed` is false when it was so already. */
export interface HeldRebuild {
  readonly projection: string;
  readonly version: number;
  readonly changed: boolean;
}

/** Holds a rebuild back until it is resumed; consumers notice nothing. */
export async function pauseRebuild(input: unknown): Promise<HeldRebuild> {
  const operator = await authorize("operator");
  const { id, reason } = RebuildId.extend(RebuildReason.shape).parse(input);
  const rebuild = await findRebuild(id);
  const { projection, version, phase, eventsRead, eventsTotal } = rebuild;
  const why = withReason(reason);
  const data = { ...auditedRebuild(rebuild), phase, eventsRead, eventsTotal };
  try {
    await pause(pool, id, { by: operator.name, reason: why.reason ?? null }, (client) =>
      audit(operator, { type: "RebuildPaused", data, ...why }, { client }),
    );
  } catch (error) {
    if (error instanceof RebuildStateError && error.status === "paused") return { projection, version, changed: false };
    throw rebuildRefusal(error);
  }
  return { projection, version, changed: true };
}

/** What pausing did, in words. */
export function rebuildPausedMessage({ projection, version, changed }: HeldRebuild): string {
  const what = `The rebuild of ${projection} to v${version}`;
  return changed ? `${what} is paused within a second.` : `${what} was paused already; nothing changed.`;
}
