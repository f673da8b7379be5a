import { handle } from "@/lib/api/respond";
import { listWorkers } from "@/lib/queries/workers";

export const GET = handle(() => listWorkers());
