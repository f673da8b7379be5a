import type { ProjectionDetail } from "@/lib/api/projections";

/** Why a projection of this kind is never rebuilt; `null` when it can be. */
export function rebuildUnavailable({ mode }: Pick<ProjectionDetail, "mode">): string | null {
  switch (mode) {
    case "reactor":
      return "A reactor has effects and no rows: a replay never calls it.";
    case "live":
      return "It keeps no rows: each request folds the events anew.";
    case "async":
    case "inline":
      return null;
  }
}
