import "server-only";
import type { ProjectionList } from "@/lib/api/projections";
import { STATUS_KINDS } from "@/lib/api/projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { chartMarks } from "../event-types/chart-marks";
import { summariseProjections } from "./projection-summary";

const HOUR_MS = 3_600_000;

/** All projections, those that need somebody first. */
export async function listProjections(): Promise<ProjectionList> {
  await authorize("viewer");
  const [{ projections, watermark, liveWorkers }, marks] = await Promise.all([
    summariseProjections(pool, null),
    chartMarks(pool, new Date(Date.now() - HOUR_MS), null),
  ]);
  const urgency = (kind: (typeof STATUS_KINDS)[number]) => STATUS_KINDS.indexOf(kind);
  return {
    projections: projections
      .map(({ summary }) => summary)
      .toSorted((a, b) => urgency(a.status.kind) - urgency(b.status.kind) || a.name.localeCompare(b.name)),
    marks,
    watermark: watermark.toString(),
    liveWorkers,
    at: new Date().toISOString(),
  };
}
