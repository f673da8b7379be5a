import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { UpcasterExportQuery } from "@/lib/api/upcaster-export";
import { exportUpcasters } from "@/lib/queries/upcasters/export-upcasters";

export const GET = handle<RouteContext<"/api/v1/event-types/[type]/upcasters/export">>(async (request, { params }) => {
  const { format } = UpcasterExportQuery.parse(searchParams(request));
  return exportUpcasters((await params).type, format);
});
