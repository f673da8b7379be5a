import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { CorrelationRequest } from "./correlations";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { VersionParameter } from "./whole-number";

/** What a history is exported as. */
export const HISTORY_FORMATS = ["cloudevents", "test"] as const;
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

const Path = z.string().min(1).max(1_024);

const Format = z.enum(HISTORY_FORMATS).default("cloudevents").meta({
  description: "`test` is a test in TypeScript: given, when and then of a decider, or the state that a reducer gives.",
});
const range = { from: VersionParameter.prefault(1), to: VersionParameter.optional() };

/** What of the events is replaced by pseudonyms. */
const masks = {
  mask: z
    .array(Path)
    .max(500)
    .default([])
    .meta({
      description:
        "A path in the data, such as `customer.email` or `lines[*].note`; repeated for several. `Type:path` means events of " +
        "that type alone, as stored, or as read today in a test. Of an object all that is in it is masked, the names of " +
        "its members too.",
    }),
  maskMetadata: z
    .array(Path)
    .max(100)
    .default([])
    .meta({ description: "A path in the metadata, such as `actor`; a test holds none." }),
  rename: z
    .array(z.enum(["streams", "events"]))
    .max(2)
    .default([])
    .meta({
      description:
        "`streams` gives streams other names, wherever these, or what stands in them after the category, occur in data and " +
        "metadata, as a number too; parts of less than four characters are not looked for. `events` gives events other " +
        "ids, also as the cause and the correlation of others; ids of events within data stay; a test holds none.",
    }),
};
const file = {
  format: Format,
  compression: z
    .enum(["none", "gzip"])
    .default("none")
    .meta({ description: "Of CloudEvents; a test is never packed." }),
  ...masks,
};

/** The parameters that may be given several times. */
export const EXPORT_LISTS = ["mask", "maskMetadata", "rename"] as const;

/** What `GET /api/v1/streams/{streamId}/export` takes. */
export const StreamExportRequest = z.object({ ...range, ...file });
/** What `GET /api/v1/correlations/export` takes. */
export const CorrelationExportRequest = CorrelationRequest.extend(file);
/** How a file is written. */
export type HistoryExport = Omit<z.output<typeof StreamExportRequest>, "from" | "to">;

export const StreamFieldsRequest = z.object({ ...range, format: Format });
export const CorrelationFieldsRequest = CorrelationRequest.extend({ format: Format });

export const HistoryPreview = z.object({
  fileName: z.string(),
  events: z.number().int(),
  streams: z.number().int(),
  tests: z.number().int().nullable().meta({ description: "How many tests the file holds; null for CloudEvents." }),
  masked: z.boolean(),
  text: z.string().meta({ description: "The first events, or how the test begins." }),
  cut: z.boolean().meta({ description: "The file holds more than `text`." }),
  notes: z.array(z.string()).meta({
    description: "What a test leaves out, where today's code decides otherwise, and masks that lead to nothing.",
  }),
});
export type HistoryPreview = z.infer<typeof HistoryPreview>;

const HistoryField = z.object({
  scope: z.enum(["data", "metadata"]),
  type: z.string().nullable().meta({ description: "The events' type; null for metadata." }),
  path: z.string(),
  events: z.number().int().meta({ description: "In how many events it occurs." }),
  of: z.number().int().meta({ description: "Of how many that were looked at." }),
  example: z.string().meta({ description: "As JSON, cut where it is long." }),
  personal: z
    .boolean()
    .meta({ description: "Its name or value looks as if it were about a person, or nobody can tell: a guess." }),
});
export type HistoryField = z.infer<typeof HistoryField>;

export const HistoryFields = z.object({
  fields: z.array(HistoryField),
  cut: z
    .array(z.string().nullable())
    .meta({ description: "Types of whose events not every field is listed; null: of the metadata not." }),
  lookedAt: z.number().int().meta({ description: "So many events were looked at." }),
  events: z.number().int().meta({ description: "So many there are." }),
});
export type HistoryFields = z.infer<typeof HistoryFields>;

/** What is exported: versions of a stream, or a correlation. */
export type ExportSubject =
  | { readonly streamId: string; readonly from: number; readonly to: number }
  | { readonly correlationId: string };

/** The choices of an export, as its address has them. */
export type ExportChoices = Pick<HistoryExport, "format" | "compression" | "mask" | "maskMetadata" | "rename">;

function addressOf(
  subject: ExportSubject,
  below: "" | "/preview" | "/fields",
  choices: Partial<ExportChoices>,
): string {
  if ("correlationId" in subject) {
    return apiUrl(`/api/v1/correlations/export${below}`, { id: subject.correlationId, ...choices });
  }
  const { streamId, from, to } = subject;
  return apiUrl(`${streamPath(streamId)}/export${below}`, { from, to, ...choices });
}

/** Where the file is to be had. */
export function exportHref(subject: ExportSubject, choices: ExportChoices): string {
  return addressOf(subject, "", choices);
}

/** The file's beginning. */
export function exportPreviewQuery(subject: ExportSubject, choices: ExportChoices) {
  return queryOptions({
    queryKey: ["history-export", subject, choices],
    queryFn: ({ signal }) => fetchJson(addressOf(subject, "/preview", choices), HistoryPreview, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The fields that could be masked. */
export function exportFieldsQuery(subject: ExportSubject, format: HistoryFormat) {
  return queryOptions({
    queryKey: ["history-export-fields", subject, format],
    queryFn: ({ signal }) => fetchJson(addressOf(subject, "/fields", { format }), HistoryFields, { signal }),
    placeholderData: keepPreviousData,
  });
}

const FILE = {
  mediaType: "application/x-ndjson",
  description: "CloudEvents 1.0, one JSON object a line, plain or gzip; or a test as text/plain.",
};
const AUDITED = "Every export leaves an audit record. Masked lines say so by the extension `foldlinemasked`.";

export const historyExportRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/export",
    tag: "Streams",
    summary: "Export versions of a stream as CloudEvents or as a test, with fields masked",
    description: AUDITED,
    role: "viewer",
    params: StreamIdParameter,
    query: StreamExportRequest,
    response: FILE,
    problems: [404, 413],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/export/preview",
    tag: "Streams",
    summary: "Look at how an export of a stream would begin",
    role: "viewer",
    params: StreamIdParameter,
    query: StreamExportRequest,
    response: HistoryPreview,
    problems: [404, 413],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/export/fields",
    tag: "Streams",
    summary: "List the fields of a stream's events that an export could mask",
    role: "viewer",
    params: StreamIdParameter,
    query: StreamFieldsRequest,
    response: HistoryFields,
    problems: [404, 413],
  },
  {
    method: "get",
    path: "/api/v1/correlations/export",
    tag: "Events",
    summary: "Export the events of a correlation id as CloudEvents or as a test, with fields masked",
    description: AUDITED,
    role: "viewer",
    query: CorrelationExportRequest,
    response: FILE,
    problems: [404, 413],
  },
  {
    method: "get",
    path: "/api/v1/correlations/export/preview",
    tag: "Events",
    summary: "Look at how an export of a correlation would begin",
    role: "viewer",
    query: CorrelationExportRequest,
    response: HistoryPreview,
    problems: [404, 413],
  },
  {
    method: "get",
    path: "/api/v1/correlations/export/fields",
    tag: "Events",
    summary: "List the fields of a correlation's events that an export could mask",
    role: "viewer",
    query: CorrelationFieldsRequest,
    response: HistoryFields,
    problems: [404, 413],
  },
];
