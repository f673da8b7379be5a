import "server-only";
import { z } from "zod";
import { RollBackRequest } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { rollBack } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain } from "@/lib/store";
import { audit } from "./audit";
import { findRetired } from "./find-retired";
import { rebuildRefusal } from "./rebuild-errors";

const RollBack = RollBackRequest.extend({ name: z.string().min(1) });

export interface RolledBack {
  readonly projection: string;
  readonly version: number;
  readonly previousVersion: number | null;
  /** It cannot be fed: consumers see its rows as they were. */
  readonly frozen: boolean;
}

/** Lets consumers see the version again that they saw before the last promotion; one that stands still only if accepted. */
export async function rollBackProjection(input: unknown): Promise<RolledBack> {
  const operator = await authorize("operator");
  const { name, reason, frozen } = RollBack.parse(input);
  const { definition, target } = await findRetired(name);
  if (!target.fed && !frozen) {
    const problem = `v${target.version} of ${name} was built by version ${target.definitionVersion} of the definition, which no worker has: its rows would stay as of position ${target.checkpoint}. Accept that, or rebuild.`;
    throw new AppError(problem, { code: "conflict", details: { frozen: true, version: target.version } });
  }
  try {
    const { version, previousVersion } = await rollBack(pool, {
      projection: definition,
      chain: await chain(),
      frozen,
      alongside: (client, before) => {
        const place = target.fed ? {} : { frozen: true, checkpoint: target.checkpoint.toString() };
        const data = { projection: name, version: target.version, previousVersion: before, ...place };
        return audit(operator, { type: "ReadModelRolledBack", data, reason }, { client });
      },
    });
    return { projection: name, version, previousVersion, frozen: !target.fed };
  } catch (error) {
    throw rebuildRefusal(error);
  }
}

/** What rolling back did, in words. */
export function rolledBackMessage({ projection, version, previousVersion, frozen }: RolledBack): string {
  const still = frozen ? " Its rows stand still." : "";
  const way = (previousVersion ?? 0) > version ? "to go forward again" : "to roll back to";
  const before = previousVersion === null ? "" : ` v${previousVersion} is kept, ${way}.`;
  return `Consumers of ${projection} see v${version} again.${still}${before}`;
}
