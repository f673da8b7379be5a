import { z } from "zod";
import { eventTypeRoutes } from "./event-types";
import { eventRoutes } from "./events";
import { projectionRoutes } from "./projections";
import { rebuildRoutes } from "./rebuilds";
import type { RouteDescription } from "./route-description";
import { streamRoutes } from "./stream";
import { streamsRoutes } from "./streams";
import { upcasterRoutes } from "./upcasters";

/** Every route of /api/v1, as the OpenAPI document lists them; each noun describes its own. */
export const routes: readonly RouteDescription[] = [
  ...streamsRoutes,
  ...streamRoutes,
  ...eventRoutes,
  ...projectionRoutes,
  ...rebuildRoutes,
  ...eventTypeRoutes,
  ...upcasterRoutes,
  {
    method: "get",
    path: "/api/v1/openapi.json",
    tag: "About",
    summary: "This document",
    role: null,
    response: z.looseObject({ openapi: z.string() }),
  },
];
