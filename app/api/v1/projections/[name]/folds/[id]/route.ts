import { handle } from "@/lib/api/respond";
import { dropFold, foldDroppedMessage } from "@/lib/operations/drop-fold";

export const DELETE = handle<RouteContext<"/api/v1/projections/[name]/folds/[id]">>(async (_request, { params }) => ({
  message: foldDroppedMessage(await dropFold(await params)),
}));
