import { handle } from "@/lib/api/respond";
import { listConsoleProjections } from "@/lib/queries/projections/console-projections";

export const GET = handle(() => listConsoleProjections());
