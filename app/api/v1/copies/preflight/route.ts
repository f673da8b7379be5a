import { CopyQuery } from "@/lib/api/copies";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { preflightCopy } from "@/lib/queries/upcasters/copy-preflight";

export const GET = handle((request) => preflightCopy(CopyQuery.parse(searchParams(request))));
