import { z } from "zod";
import { eventTypeRoutes } from "./event-types";
import { projectionRoutes } from "./projections";
import { rebuildRoutes } from "./rebuilds";
import type { RouteDescription } from "./route-description";
import { upcasterRoutes } from "./upcasters";

/** Every route of /api/v1, as the OpenAPI document lists them; each noun describes its own. */
export const routes: readonly RouteDescription[] = [
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
