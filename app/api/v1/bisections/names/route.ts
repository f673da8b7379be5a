import { StateNamesQuery } from "@/lib/api/bisections";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { listStateNames } from "@/lib/queries/streams/state-names";

export const GET = handle((request) => listStateNames(StateNamesQuery.parse(searchParams(request))));
