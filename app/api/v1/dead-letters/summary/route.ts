import { DeadLetterSummaryQuery } from "@/lib/api/dead-letters";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { summariseDeadLetters } from "@/lib/queries/dead-letters/dead-letter-summary";

export const GET = handle((request) => summariseDeadLetters(DeadLetterSummaryQuery.parse(searchParams(request))));
