import "server-only";
import { RebuildChange, RebuildId } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { changeRebuild as change, type RebuildChanges, type RebuildSummary } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format/number";
import { audit } from "./audit";
import { auditedRebuild, findRebuild } from "./find-rebuild";
import { rebuildRefusal } from "./rebuild-errors";

export interface ChangedRebuild {
  readonly version: number;
  /** Only what is other than before. */
  readonly changes: RebuildChanges;
}

/** Changes how fast a rebuild may read, or whether it is promoted by itself when its verification is clean. */
export async function changeRebuild(input: unknown): Promise<ChangedRebuild> {
  const operator = await authorize("operator");
  const { id, ...wanted } = RebuildId.extend(RebuildChange.shape).parse(input);
  const rebuild = await findRebuild(id);
  const { version, scope, scopeOf } = rebuild;
  const changes = changesOf(rebuild, wanted);
  if (Object.keys(changes).length === 0) return { version, changes };
  if (changes.promotion !== undefined && scope !== "whole") {
    throw new AppError(`Rows of ${scope} ${scopeOf} are replaced in place; nothing is promoted.`, { code: "conflict" });
  }
  const data = { ...auditedRebuild(rebuild), ...changes };
  try {
    await change(pool, id, changes, (client) => audit(operator, { type: "RebuildChanged", data }, { client }));
  } catch (error) {
    throw rebuildRefusal(error);
  }
  return { version, changes };
}

type Wanted = {
  readonly throttle?: number | null | undefined;
  readonly promotion?: "manual" | "when-clean" | undefined;
};

function changesOf(rebuild: RebuildSummary, { throttle, promotion }: Wanted): RebuildChanges {
  return {
    ...(throttle === undefined || throttle === rebuild.throttle ? {} : { throttle }),
    ...(promotion === undefined || promotion === rebuild.promotion ? {} : { promotion }),
  };
}

/** What changing did, in words. */
export function rebuildChangedMessage({ version, changes: { throttle, promotion } }: ChangedRebuild): string {
  const words: string[] = [];
  if (throttle === null) words.push(`The build of v${version} reads as fast as it can.`);
  else if (throttle !== undefined)
    words.push(`The build of v${version} reads at most ${formatCount(throttle)} events/s.`);
  if (promotion === "when-clean") words.push(`v${version} is promoted by itself if its verification is clean.`);
  if (promotion === "manual") words.push(`v${version} waits to be promoted when it is ready.`);
  return words.length === 0 ? `It was so already; nothing changed for v${version}.` : words.join(" ");
}
