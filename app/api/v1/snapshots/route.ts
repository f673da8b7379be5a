import { handle } from "@/lib/api/respond";
import { readSnapshotOverview } from "@/lib/queries/snapshot-overview";

export const GET = handle(() => readSnapshotOverview());
