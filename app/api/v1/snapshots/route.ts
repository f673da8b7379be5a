import { handle } from "@/lib/api/respond";
import { readSnapshotOverview } from "@/lib/queries/snapshots/snapshot-overview";

export const GET = handle(() => readSnapshotOverview());
