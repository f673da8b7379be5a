import { handle } from "@/lib/api/respond";
import { listCategories } from "@/lib/queries/copy-categories";

export const GET = handle(() => listCategories());
