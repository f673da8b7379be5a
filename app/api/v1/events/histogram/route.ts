import { HistogramFilter } from "@/lib/api/events";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { countEventsOverTime } from "@/lib/queries/events/event-histogram";

export const GET = handle((request) => countEventsOverTime(HistogramFilter.parse(searchParams(request, ["type"]))));
