import { EventSchemaName } from "@/lib/api/event-schemas";
import { handle } from "@/lib/api/respond";
import { pathsOf } from "@/lib/queries/event-types/event-paths";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]/versions/[version]/paths">>(
  async (_request, { params }) => {
    const { type, version } = EventSchemaName.parse(await params);
    return pathsOf(type, version);
  },
);
