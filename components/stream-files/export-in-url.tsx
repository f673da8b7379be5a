"use client";
import { useQueryStates } from "nuqs";
import { ExportDialog } from "./export-dialog";
import { exportParsers } from "./export-url";

interface ExportInUrlProps {
  /** A stream with its version, or a correlation. */
  readonly of: { readonly streamId: string; readonly version: number } | { readonly correlationId: string };
}

/** The export that the page's address asks for. It stands apart from its button, which a phone keeps in a menu. */
export function ExportInUrl({ of }: ExportInUrlProps) {
  const [url, setUrl] = useQueryStates(exportParsers, { history: "replace" });
  if (url.export === null) return null;
  return (
    <ExportDialog
      of={of}
      format={url.export}
      from={url.exportFrom}
      to={url.exportTo}
      onChange={({ format, from, to }) => void setUrl({ export: format, exportFrom: from, exportTo: to })}
      onClose={() => void setUrl({ export: null, exportFrom: null, exportTo: null })}
    />
  );
}
