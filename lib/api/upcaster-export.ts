import { z } from "zod";
import type { RouteDescription } from "./route-description";

export const ExportFormat = z.enum(["typescript", "python", "json"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const UpcasterExportQuery = z.object({ format: ExportFormat.default("typescript") });

/** The active chain of a type, written out. */
export const UpcasterExport = z.object({
  fileName: z.string(),
  text: z.string(),
  /** What the file cannot do, or does otherwise than Foldline. */
  notes: z.array(z.string()),
});
export type UpcasterExport = z.infer<typeof UpcasterExport>;

export const UpcasterImportRequest = z.object({
  document: z.unknown().meta({ description: "What an export as JSON holds." }),
  conflicts: z.enum(["leave-out", "draft"]).default("leave-out").meta({
    description: "What becomes of one that reads what another upcaster reads; overwritten is none.",
  }),
  dryRun: z.boolean().default(false).meta({ description: "Only say what would happen." }),
});

export const UpcasterImport = z.object({
  upcasters: z.array(
    z.object({
      title: z.string(),
      type: z.string(),
      fromVersion: z.number().int(),
      toType: z.string(),
      toVersion: z.number().int(),
      /** `known`: the same is here already. */
      outcome: z.enum(["draft", "known", "left out"]),
      /** The upcaster that reads the same events. */
      conflict: z.string().nullable(),
      /** Of the draft made. */
      id: z.string().nullable(),
    }),
  ),
  /** Titles of upcasters in code, which importing does not make. */
  inCode: z.array(z.string()),
  dryRun: z.boolean(),
});
export type UpcasterImport = z.infer<typeof UpcasterImport>;

/** What an import did, in a sentence. */
export function importedMessage({ upcasters, inCode }: UpcasterImport): string {
  const count = (outcome: string) => upcasters.filter((each) => each.outcome === outcome).length;
  const drafts = count("draft");
  const parts = [`${drafts} ${drafts === 1 ? "draft" : "drafts"} created`];
  if (count("known") > 0) parts.push(`${count("known")} here already`);
  if (count("left out") > 0) parts.push(`${count("left out")} left out because of conflicts`);
  if (inCode.length > 0) parts.push(`${inCode.length} in code not imported`);
  return `${parts.join(", ")}.`;
}

export const upcasterExportRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/event-types/{type}/upcasters/export",
    tag: "Upcasters",
    summary: "Write the active chain of a type as TypeScript, Python or JSON",
    role: "viewer",
    params: z.object({ type: z.string() }),
    query: UpcasterExportQuery,
    response: UpcasterExport,
    problems: [404, 409],
  },
  {
    method: "post",
    path: "/api/v1/upcasters/import",
    tag: "Upcasters",
    summary: "Keep exported upcasters as drafts; none that is here is overwritten",
    role: "operator",
    body: UpcasterImportRequest,
    response: UpcasterImport,
    status: 201,
  },
];
