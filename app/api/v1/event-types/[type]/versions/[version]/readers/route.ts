import { EventSchemaName } from "@/lib/api/event-schemas";
import { handle } from "@/lib/api/respond";
import { readSchemaReaders } from "@/lib/queries/event-schemas/schema-readers";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]/versions/[version]/readers">>(
  async (_request, { params }) => {
    const { type, version } = EventSchemaName.parse(await params);
    return readSchemaReaders({ type, schemaVersion: version });
  },
);
