import "server-only";
import { z } from "zod";

const EVERY_TYPE = "*";

// What a worker of an older release registered names no kind and no mode.
const StoredDefinition = z.object({
  description: z.string(),
  kind: z.enum(["fold", "raw", "reactor"]).default("fold"),
  mode: z.enum(["async", "inline", "live"]).default("async"),
  source: z.enum(["code", "console"]).default("code"),
  onError: z
    .object({ policy: z.enum(["park", "skip", "stop"]), attempts: z.number().int() })
    .default({ policy: "park", attempts: 3 }),
  /** As read today; `null`: every type. */
  types: z.array(z.string()).transform((types) => (types.includes(EVERY_TYPE) ? null : types)),
  keyColumn: z.string(),
  keyedBy: z.enum(["stream", "key"]),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  indexes: z.array(z.array(z.string())),
  reads: z.enum(["today", "stored"]),
  /** The view that consumers read, without its schema. */
  view: z.string(),
});

/** What a worker registered about a projection, as JSON: enough to show it without its code. */
export type ProjectionDefinition = z.infer<typeof StoredDefinition>;

/** Parses `foldline.projections.definition`. */
export function parseDefinition(stored: unknown): ProjectionDefinition {
  return StoredDefinition.parse(stored);
}

/** The hash of the upcasters that the projection's events are read with. */
export function upcasterHashOf(
  definition: ProjectionDefinition,
  chain: { readonly hash: string; hashFor(types: readonly string[]): string },
): string {
  if (definition.reads === "stored") return "none";
  return definition.types === null ? chain.hash : chain.hashFor(definition.types);
}
