import { z } from "zod";
import { JobId } from "./job-requests";
import { JobDetail } from "./jobs";
import { Position, PositionParameter, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((value) => !value.includes("\0"), "must not contain a NUL character");

const Categories = {
  from: text(512).min(1, "Choose the category to copy."),
  to: text(512).min(1, "Name the category to copy to."),
};

export const CopyRequest = z.object({ ...Categories, reason: text(500).min(1, "Say why.") });
export const CopyQuery = z.object(Categories);

export const CategoryList = z.object({
  categories: z.array(z.object({ category: z.string(), streams: z.number().int(), events: z.number().int() })),
});
export type CategoryList = z.infer<typeof CategoryList>;

const SchemaRef = z.object({ type: z.string(), schemaVersion: z.number().int() });

export const CopyPreflight = z.object({
  from: z.string(),
  to: z.string(),
  blockedBy: z.string().nullable().meta({ description: "Why there can be no such copy; null: there can." }),
  after: Position.meta({ description: "Events up to here were copied before; 0: none." }),
  events: z.number().int().meta({ description: "To be read." }),
  streams: z.number().int(),
  converted: z.number().int().meta({ description: "Of these, stored in a version that upcasters convert." }),
  types: z.array(SchemaRef.extend({ events: z.number().int(), readAs: z.array(SchemaRef) })),
  tried: z
    .object({
      events: z.number().int(),
      dropped: z.number().int(),
      split: z.number().int(),
      failed: z.number().int(),
      firstFailure: z.object({ streamId: z.string(), version: z.number().int(), message: z.string() }).nullable(),
    })
    .meta({ description: "What a sample, spread over the history, would become." }),
  readers: z
    .array(z.object({ kind: z.string(), name: z.string(), events: z.number().int() }))
    .meta({ description: "Who would read the copies too, beside the originals." }),
  chainChanged: z.boolean().meta({ description: "What was copied before was converted by other upcasters." }),
  liveWorkers: z.number().int(),
});
export type CopyPreflight = z.infer<typeof CopyPreflight>;

/** An event of a copy, and where it comes from. */
export const CopiedEvent = z.object({
  streamId: z.string(),
  version: z.number().int(),
  position: Position,
  type: z.string(),
  schemaVersion: z.number().int(),
  original: z.object({
    streamId: z.string(),
    version: z.number().int(),
    type: z.string().nullable(),
    schemaVersion: z.number().int().nullable(),
  }),
});
export type CopiedEvent = z.infer<typeof CopiedEvent>;

export const CopiedEventsQuery = z.object({
  after: PositionParameter.optional().meta({ description: "`next` of the page before." }),
  limit: wholeNumber(1, 500).prefault(100),
});

export const CopiedEventPage = z.object({ events: z.array(CopiedEvent), next: z.string().nullable() });
export type CopiedEventPage = z.infer<typeof CopiedEventPage>;

export const copyRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/copies/categories",
    tag: "Jobs",
    summary: "List the categories that can be copied, with their streams and events",
    role: "viewer",
    response: CategoryList,
  },
  {
    method: "get",
    path: "/api/v1/copies/preflight",
    tag: "Jobs",
    summary: "What copying a category would read, convert, leave out and make others read",
    role: "viewer",
    query: CopyQuery,
    response: CopyPreflight,
  },
  {
    method: "post",
    path: "/api/v1/copies",
    tag: "Jobs",
    summary: "Copy a category's events, as they are read today, into new streams; the originals stay",
    role: "admin",
    body: CopyRequest,
    response: JobDetail,
    status: 202,
    problems: [409],
  },
  {
    method: "get",
    path: "/api/v1/jobs/{id}/copies",
    tag: "Jobs",
    summary: "List the events that a copy wrote, each with its original, by position",
    role: "viewer",
    params: JobId,
    query: CopiedEventsQuery,
    response: CopiedEventPage,
    problems: [404],
  },
];
