import { handle } from "@/lib/api/respond";
import { listEventSchemas } from "@/lib/queries/event-schemas/event-schemas";

export const GET = handle(() => listEventSchemas());
