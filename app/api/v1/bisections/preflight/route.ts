import { BisectionQuery } from "@/lib/api/bisections";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { preflightBisection } from "@/lib/queries/jobs/bisection-preflight";

export const GET = handle((request) => preflightBisection(BisectionQuery.parse(searchParams(request))));
