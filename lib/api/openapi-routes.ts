import { z } from "zod";
import { auditRoutes } from "./audit";
import { bisectionRoutes } from "./bisections";
import { consoleProjectionRoutes } from "./console-projections";
import { copyRoutes } from "./copies";
import { correctionRoutes } from "./corrections";
import { correlationRoutes } from "./correlations";
import { deadLetterRoutes } from "./dead-letters";
import { eventSchemaRoutes } from "./event-schemas";
import { eventTemplateRoutes } from "./event-templates";
import { eventTypeRoutes } from "./event-types";
import { eventRoutes } from "./events";
import { exportedSchemaRoutes } from "./exported-schemas";
import { fileStateRoutes } from "./file-state";
import { foldNowRoutes } from "./fold-now";
import { foldRoutes } from "./folds";
import { historyExportRoutes } from "./history-export";
import { jobRoutes } from "./job-routes";
import { overviewRoutes } from "./overview";
import { projectionWatchRoutes } from "./projection-watch";
import { projectionRoutes } from "./projections";
import { pulseRoutes } from "./pulse";
import { rebuildRoutes } from "./rebuild-routes";
import { reducerPreviewRoutes } from "./reducer-preview";
import { reducerRoutes } from "./reducers";
import type { RouteDescription } from "./route-description";
import { schemaReaderRoutes } from "./schema-readers";
import { snapshotRoutes } from "./snapshots";
import { stateBeforeAfterRoutes } from "./state-before-after";
import { streamRoutes } from "./stream";
import { streamBisectionRoutes } from "./stream-bisection";
import { streamBlameRoutes } from "./stream-blame";
import { streamDiffRoutes } from "./stream-diff";
import { streamHistoryRoutes } from "./stream-history";
import { streamPointRoutes } from "./stream-point";
import { streamSetByRoutes } from "./stream-set-by";
import { streamStateRoutes } from "./stream-state";
import { streamStepsRoutes } from "./stream-steps";
import { streamTimelineRoutes } from "./stream-timeline";
import { streamsRoutes } from "./streams";
import { upcasterExportRoutes } from "./upcaster-export";
import { upcasterSetRoutes } from "./upcaster-sets";
import { upcasterRoutes } from "./upcasters";
import { whatIfRoutes } from "./what-if";
import { workerRoutes } from "./workers";

/** Every route of /api/v1, as the OpenAPI document lists them; each noun describes its own. */
export const routes: readonly RouteDescription[] = [
  ...streamsRoutes,
  ...streamRoutes,
  ...streamPointRoutes,
  ...streamTimelineRoutes,
  ...streamStateRoutes,
  ...streamBlameRoutes,
  ...streamHistoryRoutes,
  ...streamStepsRoutes,
  ...streamDiffRoutes,
  ...streamSetByRoutes,
  ...streamBisectionRoutes,
  ...snapshotRoutes,
  ...whatIfRoutes,
  ...eventTemplateRoutes,
  ...correctionRoutes,
  ...eventRoutes,
  ...correlationRoutes,
  ...historyExportRoutes,
  ...fileStateRoutes,
  ...projectionRoutes,
  ...foldNowRoutes,
  ...foldRoutes,
  ...projectionWatchRoutes,
  ...consoleProjectionRoutes,
  ...reducerRoutes,
  ...reducerPreviewRoutes,
  ...rebuildRoutes,
  ...jobRoutes,
  ...copyRoutes,
  ...bisectionRoutes,
  ...deadLetterRoutes,
  ...eventTypeRoutes,
  ...schemaReaderRoutes,
  ...exportedSchemaRoutes,
  ...eventSchemaRoutes,
  ...upcasterRoutes,
  ...upcasterExportRoutes,
  ...upcasterSetRoutes,
  ...stateBeforeAfterRoutes,
  ...overviewRoutes,
  ...pulseRoutes,
  ...workerRoutes,
  ...auditRoutes,
  {
    method: "get",
    path: "/api/v1/openapi.json",
    tag: "About",
    summary: "This document",
    role: null,
    response: z.looseObject({ openapi: z.string() }),
  },
];
