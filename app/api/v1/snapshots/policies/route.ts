import { handle, requestJson } from "@/lib/api/respond";
import { setSnapshotPolicy, snapshotPolicySetMessage } from "@/lib/operations/set-snapshot-policy";

export const POST = handle(async (request) => ({
  message: snapshotPolicySetMessage(await setSnapshotPolicy(await requestJson(request))),
}));
