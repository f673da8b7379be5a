import { handle } from "@/lib/api/respond";
import { listProjections } from "@/lib/queries/projections/projections";

export const GET = handle(() => listProjections());
