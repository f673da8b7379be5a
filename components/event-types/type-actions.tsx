"use client";
import { Button } from "@mantine/core";
import { IconDownload, IconGitCompare } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { ExportButton } from "@/components/upcaster-export/export-button";
import type { EventTypeDetail } from "@/lib/api/event-types";
import { shapeParsers } from "./event-types-url";
import { newestPair } from "./version-pair";

/** What can be done with the shapes and the upcasters of the type that is shown. */
export function TypeActions({ detail: { type, versions } }: { readonly detail: EventTypeDetail }) {
  const [{ diff }, setView] = useQueryStates(shapeParsers);
  const pair = newestPair(versions);
  return (
    <>
      {pair !== null && (
        <Button
          leftSection={<IconGitCompare size={14} />}
          onClick={async () => {
            await setView({ diff: diff ?? pair });
            document.getElementById(SHAPE_PANEL)?.scrollIntoView({ block: "nearest" });
          }}
        >
          Compare shapes
        </Button>
      )}
      <ExportButton type={type} />
      <Button
        component="a"
        href={`/api/v1/event-types/${encodeURIComponent(type)}/schemas`}
        download={`${type} schemas.json`}
        leftSection={<IconDownload size={14} />}
      >
        Export schemas
      </Button>
    </>
  );
}

export const SHAPE_PANEL = "shape";
