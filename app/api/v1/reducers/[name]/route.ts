import { handle } from "@/lib/api/respond";
import { readReducer } from "@/lib/queries/reducers/reducer";

type Context = RouteContext<"/api/v1/reducers/[name]">;

export const GET = handle<Context>(async (_request, { params }) => readReducer((await params).name));
