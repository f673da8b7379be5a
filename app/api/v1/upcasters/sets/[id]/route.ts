import { handle } from "@/lib/api/respond";
import { readUpcasterSetRestore } from "@/lib/queries/upcasters/upcaster-sets";

export const GET = handle<RouteContext<"/api/v1/upcasters/sets/[id]">>(async (_request, { params }) =>
  readUpcasterSetRestore((await params).id),
);
