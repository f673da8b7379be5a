import { DeadLettersQuery } from "@/lib/api/dead-letters";
import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { listDeadLetters } from "@/lib/queries/dead-letters/dead-letters";

export const GET = handle((request) => listDeadLetters(DeadLettersQuery.parse(searchParams(request))));
