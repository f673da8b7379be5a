import { CorrelationRequest } from "@/lib/api/correlations";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { readCorrelation } from "@/lib/queries/events/correlation";

export const GET = handle((request) => readCorrelation(CorrelationRequest.parse(searchParams(request)).id));
