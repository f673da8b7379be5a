import { handle } from "@/lib/api/respond";
import { readUpcasterSets } from "@/lib/queries/upcasters/upcaster-sets";

export const GET = handle(() => readUpcasterSets());
