"use client";
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { exportParsers } from "./export-url";

/** Opens the export of the page's history, which `ExportInUrl` shows. */
export function ExportButton() {
  const [, setUrl] = useQueryStates(exportParsers, { history: "replace" });
  return (
    <Button
      leftSection={<IconDownload size={16} aria-hidden="true" />}
      onClick={() => void setUrl({ export: "cloudevents" })}
    >
      Export…
    </Button>
  );
}
