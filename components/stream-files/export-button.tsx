"use client";
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { ExportDialog } from "./export-dialog";
import { exportParsers } from "./export-url";

interface ExportButtonProps {
  /** A stream with its version, or a correlation. */
  readonly of: { readonly streamId: string; readonly version: number } | { readonly correlationId: string };
}

/** Takes a history along, as a file or as a test; an address can open the dialog too. */
export function ExportButton({ of }: ExportButtonProps) {
  const [url, setUrl] = useQueryStates(exportParsers, { history: "replace" });
  return (
    <>
      <Button
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        onClick={() => void setUrl({ export: "cloudevents" })}
      >
        Export…
      </Button>
      {url.export !== null && (
        <ExportDialog
          of={of}
          format={url.export}
          from={url.exportFrom}
          to={url.exportTo}
          onChange={({ format, from, to }) => void setUrl({ export: format, exportFrom: from, exportTo: to })}
          onClose={() => void setUrl({ export: null, exportFrom: null, exportTo: null })}
        />
      )}
    </>
  );
}
