import { EventSchemaName } from "@/lib/api/event-schemas";
import { handle } from "@/lib/api/respond";
import { shapesOf } from "@/lib/queries/event-types/event-shapes";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]/versions/[version]/shapes">>(
  async (_request, { params }) => {
    const { type, version } = EventSchemaName.parse(await params);
    return shapesOf(type, version);
  },
);
