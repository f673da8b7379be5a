import { OverviewQuery } from "@/lib/api/overview";
import { handle } from "@/lib/api/respond";
import { overview } from "@/lib/queries/overview/overview";

export const GET = handle((request) => {
  const { range } = OverviewQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  return overview(range);
});
