import { handle, requestJson } from "@/lib/api/respond";
import { dropSnapshots, snapshotsDroppedMessage } from "@/lib/operations/drop-snapshots";

export const POST = handle(async (request) => {
  const dropped = await dropSnapshots(await requestJson(request));
  return { message: snapshotsDroppedMessage(dropped), ...dropped };
});
