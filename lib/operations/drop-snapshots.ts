import "server-only";
import { DropSnapshots } from "@/lib/api/snapshots";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type DroppedSnapshots, dropSnapshots as drop, inTransaction } from "@/lib/engine";
import { formatBytes, formatCounted } from "@/lib/format/number";
import { currentHashes } from "@/lib/queries/snapshots/current-hashes";
import { audit } from "./audit";
import { withReason } from "./find-rebuild";

/** Drops snapshots of a stream, a category or a reducer, or the stale ones. No state is another afterwards. */
export async function dropSnapshots(input: unknown): Promise<DroppedSnapshots> {
  const operator = await authorize("operator");
  const { reason, stale, ...which } = DropSnapshots.parse(input);
  const except = stale === true ? [...(await currentHashes())] : undefined;
  return inTransaction(pool, async (client) => {
    const dropped = await drop(client, { ...which, except });
    if (dropped.snapshots === 0) return dropped;
    const data = { ...which, ...(stale === true ? { stale } : {}), ...dropped };
    await audit(operator, { type: "SnapshotsDropped", data, ...withReason(reason) }, { client });
    return dropped;
  });
}

/** What dropping did, in words. */
export function snapshotsDroppedMessage({ snapshots, bytes }: DroppedSnapshots): string {
  if (snapshots === 0) return "There were no such snapshots; nothing changed.";
  return `${formatCounted(snapshots, "snapshot")}, ${formatBytes(bytes)}, dropped. States are folded anew from the events.`;
}
