import { handle } from "@/lib/api/respond";
import { listConsoleProjections } from "@/lib/queries/console-projections";

export const GET = handle(() => listConsoleProjections());
