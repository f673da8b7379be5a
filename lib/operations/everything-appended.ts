import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { lastDrawnPosition, openAppends, type Queryable, watermark } from "@/lib/engine";
import { AppError } from "@/lib/errors";

const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * The last position that any append had drawn when this was asked, as soon as every append up to it has ended: events that
 * an open transaction stores are neither readable yet nor to be forgotten.
 */
export async function everythingAppended(db: Queryable): Promise<bigint> {
  const drawn = await lastDrawnPosition(db);
  for (const deadline = performance.now() + PATIENCE_MS; ; await sleep(LOOK_EVERY_MS)) {
    if ((await watermark(db)) >= drawn) return drawn;
    if (performance.now() > deadline) break;
  }
  const [open] = await openAppends(db, 0);
  const who = open?.pid === undefined || open.pid === null ? "" : ` (process ${open.pid})`;
  throw new AppError(
    `An append has been open for more than ${PATIENCE_MS / 1000} s${who}: the events it stores cannot be verified yet. Try again when it has ended.`,
    { code: "conflict" },
  );
}
