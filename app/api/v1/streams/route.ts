import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { StreamFilter } from "@/lib/api/streams";
import { listStreams } from "@/lib/queries/streams/streams";

export const GET = handle((request) => listStreams(StreamFilter.parse(searchParams(request))));
