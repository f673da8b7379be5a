import { handle } from "@/lib/api/respond";
import { listReducers } from "@/lib/queries/list-reducers";

export const GET = handle(() => listReducers());
