import { z } from "zod";

/** What the OpenAPI document says about one method of one route handler under app/api. */
export interface RouteDescription {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** As OpenAPI writes it: `/api/v1/streams/{streamId}`; the file is `app/api/v1/streams/[streamId]/route.ts`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** The least role that may call it; `null` when no sign-in is needed. */
  readonly role: "viewer" | "operator" | "admin" | null;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A media type other than JSON, or `null` for no content. */
  readonly response: z.ZodType | { readonly mediaType: string; readonly description: string } | null;
  /** 200 unless told. */
  readonly status?: number;
  /** Problems besides 400, 401, 403 and 500, which any route may answer with, and 413, which any with a body may. */
  readonly problems?: readonly (404 | 409 | 413 | 422 | 503)[];
}

/** A place in the global order: a string, because it can exceed what a JavaScript number holds. */
export const Position = z.string().regex(/^\d+$/).meta({ description: "A position in the global order, as a string." });

/** An instant as ISO 8601. */
export const Instant = z.iso.datetime({ offset: true });

const LAST_POSITION = "9223372036854775807";

/** A position that a request names; one beyond Postgres's `bigint` is refused. */
export const PositionParameter = z
  .string()
  .regex(/^\d{1,19}$/, "must be a position, in digits")
  .refine((digits) => digits.length < LAST_POSITION.length || digits <= LAST_POSITION, `is beyond ${LAST_POSITION}`)
  .meta({ description: "A position in the global order." });

/** RFC 9457 problem details, the body of every error. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    requestId: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ description: "Problem details (RFC 9457)." });
