import { handle } from "@/lib/api/respond";
import { listEventTypes } from "@/lib/queries/event-types";

export const GET = handle(() => listEventTypes());
