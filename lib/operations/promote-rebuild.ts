import "server-only";
import { RebuildId, RebuildReason } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { promote, type RebuildSummary } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain, definitionOf } from "@/lib/store";
import { audit } from "./audit";
import { auditedRebuild, findRebuild, withReason } from "./find-rebuild";
import { rebuildRefusal } from "./rebuild-errors";

export interface PromotedRebuild {
  readonly projection: string;
  readonly version: number;
  readonly previousVersion: number | null;
}

/** Makes the read-model version that a rebuild filled the one consumers see; one that differs needs a reason. */
export async function promoteRebuild(input: unknown): Promise<PromotedRebuild> {
  const operator = await authorize("operator");
  const { id, reason } = RebuildId.extend(RebuildReason.shape).parse(input);
  const rebuild = await findRebuild(id);
  const why = withReason(reason);
  refuseUnready(rebuild, why.reason);
  const projection = await definitionOf(rebuild.projection, rebuild.version);
  if (projection === undefined) {
    throw new AppError(`This server has no definition of "${rebuild.projection}".`, { code: "unavailable" });
  }
  try {
    const { version, previousVersion } = await promote(pool, {
      projection,
      chain: await chain(),
      version: rebuild.version,
      alongside: (client, before) => {
        const data = { ...auditedRebuild(rebuild), previousVersion: before, ...figuresOf(rebuild) };
        return audit(operator, { type: "ReadModelPromoted", data, ...why }, { client });
      },
    });
    return { projection: projection.name, version, previousVersion };
  } catch (error) {
    throw rebuildRefusal(error);
  }
}

function refuseUnready(
  { projection, version, status, verification }: RebuildSummary,
  reason: string | undefined,
): void {
  if (status !== "ready") {
    const problem = `v${version} of ${projection} is ${status}; only one that is ready can be promoted.`;
    throw new AppError(problem, { code: "conflict", details: { status } });
  }
  if (reason === undefined && verification !== null && !verification.clean) {
    const problem = `v${version} of ${projection} differs from what consumers see. Say why that is right.`;
    throw new AppError(problem, { code: "invalid" });
  }
}

/** What whoever promoted it had before them. */
function figuresOf({ verification }: RebuildSummary): object {
  if (verification === null) return { verified: false };
  const { rows, clean, position, onlyInLive, onlyInNew } = verification;
  return { verified: true, clean, position, rows, onlyInLive, onlyInNew };
}

/** What promoting did, in words. */
export function promotedMessage({ projection, version, previousVersion }: PromotedRebuild): string {
  const before = previousVersion === null ? "" : ` v${previousVersion} is kept, to roll back to.`;
  return `Consumers of ${projection} see v${version} now.${before}`;
}
