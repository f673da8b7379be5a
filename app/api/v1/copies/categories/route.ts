import { handle } from "@/lib/api/respond";
import { listCategories } from "@/lib/queries/upcasters/copy-categories";

export const GET = handle(() => listCategories());
