import { handle } from "@/lib/api/respond";
import { searchParams } from "@/lib/api/search-params";
import { readFirstDraft } from "@/lib/queries/upcasters/first-draft";

export const GET = handle((request) => readFirstDraft(searchParams(request)));
