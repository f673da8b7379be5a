import { handle } from "@/lib/api/respond";
import { readUpcasterSets } from "@/lib/queries/upcaster-sets";

export const GET = handle(() => readUpcasterSets());
