import { handle } from "@/lib/api/respond";
import { pulse } from "@/lib/queries/overview/pulse";

export const GET = handle(() => pulse());
