import { handle } from "@/lib/api/respond";
import { streamIdOf } from "@/lib/api/stream-param";
import { listEventTemplates } from "@/lib/queries/events/event-templates";

export const GET = handle(async (request) => listEventTemplates(streamIdOf(request)));
