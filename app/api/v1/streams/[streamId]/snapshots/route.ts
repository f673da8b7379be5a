import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { listStreamSnapshots } from "@/lib/queries/snapshots/stream-snapshots";

export const GET = handle((request) => listStreamSnapshots(streamIdOf(request)));
