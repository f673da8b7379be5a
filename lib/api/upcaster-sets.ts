import { z } from "zod";
import { ChainProblem } from "./event-types";
import { Message } from "./projections";
import { Instant, type RouteDescription } from "./route-description";
import { Consequences } from "./upcaster-consequences";
import { wholeNumber } from "./whole-number";

const Member = z.object({
  id: z.uuid(),
  title: z.string(),
  from: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  to: z.object({ type: z.string(), schemaVersion: z.number().int() }),
});

export const UpcasterSet = z.object({
  /** 0: what was active before the first set, no upcaster of the console. */
  id: z.number().int(),
  upcasters: z.array(Member),
  cause: z.enum(["activate", "retire", "restore", "none"]),
  restores: z.number().int().nullable(),
  createdBy: z.string().nullable(),
  createdAt: Instant.nullable(),
  reason: z.string().nullable(),
  /** In contrast to the set before it. */
  added: z.array(Member),
  removed: z.array(Member),
});
export type UpcasterSet = z.infer<typeof UpcasterSet>;

export const UpcasterSetList = z.object({
  /** Newest first; the first one is active. */
  sets: z.array(UpcasterSet),
  /** The set that a roll back without an id brings back; `null` when none was active before. */
  previous: z.number().int().nullable(),
});
export type UpcasterSetList = z.infer<typeof UpcasterSetList>;

/** What it would mean to bring a set back. */
export const UpcasterSetRestore = Consequences.extend({
  set: z.number().int(),
  activates: z.array(Member),
  retires: z.array(Member),
  /** Why it cannot come back. */
  problems: z.array(ChainProblem),
});
export type UpcasterSetRestore = z.infer<typeof UpcasterSetRestore>;

export const UpcasterSetId = z.object({
  id: z.string().meta({ description: "A set's number; 0: no upcaster of the console." }),
});
export const RestoreRequest = z.object({
  id: wholeNumber(0, 2_147_483_647).optional().meta({
    description: "The set to bring back; the one before the active set when left out. 0: no upcaster of the console.",
  }),
  reason: z.string().trim().min(1, "Say why.").max(500),
});

export const upcasterSetRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/upcasters/sets",
    tag: "Upcasters",
    summary: "List the sets of console upcasters that were active, newest first, with who changed what and why",
    role: "viewer",
    response: UpcasterSetList,
  },
  {
    method: "get",
    path: "/api/v1/upcasters/sets/{id}",
    tag: "Upcasters",
    summary: "Read what bringing a set back would touch: upcasters, events, read models, readers",
    role: "viewer",
    params: UpcasterSetId,
    response: UpcasterSetRestore,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/upcasters/restore",
    tag: "Upcasters",
    summary: "Roll back to an earlier set of upcasters",
    role: "admin",
    body: RestoreRequest,
    response: Message,
    problems: [404, 409],
  },
];
