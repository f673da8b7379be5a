import { handle } from "@/lib/api/respond";
import { listReducers } from "@/lib/queries/reducers/list-reducers";

export const GET = handle(() => listReducers());
