import { handle } from "@/lib/api/respond";
import { readConsoleProjection } from "@/lib/queries/projections/console-projection";

type Context = RouteContext<"/api/v1/console-projections/[name]">;

export const GET = handle<Context>(async (_request, { params }) => readConsoleProjection((await params).name));
