import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { SnapshotCostQuery } from "@/lib/api/snapshots";
import { streamIdOf } from "@/lib/api/stream-param";
import { measureSnapshotCost } from "@/lib/queries/snapshots/snapshot-cost";

export const GET = handle((request) =>
  measureSnapshotCost(streamIdOf(request), SnapshotCostQuery.parse(searchParams(request))),
);
