import { queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import { type ExportFormat, UpcasterExport, UpcasterImport } from "./upcaster-export";

/** Where the active chain of a type is to be had as a file. */
function upcasterExportUrl(type: string, format: ExportFormat): string {
  return apiUrl(`/api/v1/event-types/${encodeURIComponent(type)}/upcasters/export`, { format });
}

export const upcasterExportQuery = (type: string, format: ExportFormat) =>
  queryOptions({
    queryKey: ["upcaster-export", type, format],
    queryFn: ({ signal }) => fetchJson(upcasterExportUrl(type, format), UpcasterExport, { signal }),
    retry: false,
  });

/** What importing a text would do. */
export const upcasterImportQuery = (text: string, conflicts: "leave-out" | "draft") =>
  queryOptions({
    queryKey: ["upcaster-import", text, conflicts],
    queryFn: async ({ signal }) => {
      const body = JSON.stringify({ document: parsed(text), conflicts, dryRun: true });
      const headers = { "content-type": "application/json" };
      return fetchJson("/api/v1/upcasters/import", UpcasterImport, { method: "POST", headers, body, signal });
    },
    enabled: text.trim() !== "",
    retry: false,
    gcTime: 0,
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error("This is not valid JSON.", { cause });
  }
}
