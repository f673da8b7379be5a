import "server-only";
import { z } from "zod";
import { RebuildReason } from "@/lib/api/rebuild-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { dropRetired, ReadModelStateError } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";
import { withReason } from "./find-rebuild";
import { findRetired } from "./find-retired";

const DropRetired = RebuildReason.extend({ name: z.string().min(1) });

export interface DroppedVersion {
  readonly projection: string;
  readonly version: number;
}

/** Drops the version that is kept for a roll back, and frees its disk before the next promotion would. */
export async function dropRetiredVersion(input: unknown): Promise<DroppedVersion> {
  const operator = await authorize("operator");
  const { name, reason } = DropRetired.parse(input);
  const { target } = await findRetired(name);
  const data = { projection: name, version: target.version };
  try {
    await dropRetired(pool, data, (client) =>
      audit(operator, { type: "ReadModelDropped", data, ...withReason(reason) }, { client }),
    );
  } catch (error) {
    if (error instanceof ReadModelStateError) throw new AppError(error.message, { code: "conflict", cause: error });
    throw error;
  }
  return data;
}

/** What dropping did, in words. */
export function droppedVersionMessage({ projection, version }: DroppedVersion): string {
  return `v${version} of ${projection} is dropped; there is no version to roll back to until the next promotion.`;
}
