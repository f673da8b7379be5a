import { handle } from "@/lib/api/respond";
import { listWorkers } from "@/lib/queries/jobs/workers";

export const GET = handle(() => listWorkers());
