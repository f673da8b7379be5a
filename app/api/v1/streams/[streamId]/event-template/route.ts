import { EventTemplateQuery } from "@/lib/api/event-templates";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { streamIdOf } from "@/lib/api/stream-param";
import { readEventTemplate } from "@/lib/queries/events/event-template";

export const GET = handle(async (request) =>
  readEventTemplate(streamIdOf(request), EventTemplateQuery.parse(searchParams(request))),
);
