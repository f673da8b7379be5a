import { handle } from "@/lib/api/respond";
import { pulse } from "@/lib/queries/pulse";

export const GET = handle(() => pulse());
