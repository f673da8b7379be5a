import { handle } from "@/lib/api/respond";
import { listEventTypes } from "@/lib/queries/event-types/event-types";

export const GET = handle(() => listEventTypes());
