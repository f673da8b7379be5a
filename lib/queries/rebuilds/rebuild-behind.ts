import "server-only";
import { type Queryable, type RebuildSummary, watermark } from "@/lib/engine";

const CHECKPOINT = `
select min(checkpoint) as checkpoint from foldline.partitions where projection = $1 and version = $2`;

/** How many events the version being built is behind; `null` while it is not fed, or when it is over. */
export async function rebuildBehind(
  db: Queryable,
  { projection, version, scope, status, phase }: RebuildSummary,
): Promise<number | null> {
  const fed = status === "ready" || (status === "running" && (phase === "catch-up" || phase === "verify"));
  if (scope !== "whole" || !fed) return null;
  const { rows } = await db.query<{ checkpoint: string | null }>(CHECKPOINT, [projection, version]);
  const checkpoint = rows[0]?.checkpoint ?? null;
  if (checkpoint === null) return null;
  const behind = (await watermark(db)) - BigInt(checkpoint);
  return behind > 0n ? Number(behind) : 0;
}
