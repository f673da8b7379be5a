import "server-only";
import { RebuildId } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { promote, rebuildProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain, definitionOf } from "@/lib/store";
import { audit } from "./audit";
import { rebuildRefusal } from "./rebuild-errors";

export interface PromotedRebuild {
  readonly projection: string;
  readonly version: number;
  readonly previousVersion: number | null;
}

/** Makes the read-model version that a rebuild filled the one consumers see. */
export async function promoteRebuild(input: unknown): Promise<PromotedRebuild> {
  const operator = await authorize("operator");
  const { id } = RebuildId.parse(input);
  const rebuild = await rebuildProgress(pool, id);
  if (rebuild === null) throw new AppError(`There is no rebuild ${id}.`, { code: "not-found" });
  if (rebuild.status !== "ready") {
    throw new AppError(
      `v${rebuild.version} of ${rebuild.projection} is ${rebuild.status}; only one that is ready can be promoted.`,
      {
        code: "conflict",
        details: { status: rebuild.status },
      },
    );
  }
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
        const data = { rebuild: id, projection: projection.name, version: rebuild.version, previousVersion: before };
        return audit(operator, { type: "ReadModelPromoted", data }, { client });
      },
    });
    return { projection: projection.name, version, previousVersion };
  } catch (error) {
    throw rebuildRefusal(error);
  }
}

/** What promoting did, in words. */
export function promotedMessage({ projection, version, previousVersion }: PromotedRebuild): string {
  const before = previousVersion === null ? "" : ` v${previousVersion} is kept, and no longer fed.`;
  return `Consumers of ${projection} see v${version} now.${before}`;
}
