"use client";
import { Button, Checkbox, FileButton, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUpload } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { importUpcastersAction } from "@/lib/actions/upcaster-import";
import type { UpcasterImport } from "@/lib/api/upcaster-export";
import { upcasterImportQuery } from "@/lib/api/upcaster-export-queries";
import { formatCounted } from "@/lib/format/number";
import { ImportPreview } from "./import-preview";

interface ImportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Takes upcasters that another Foldline exported, shows what each would become, and keeps them as drafts. */
export function ImportDialog({ opened, onClose }: ImportDialogProps) {
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [withConflicts, setWithConflicts] = useState(false);
  const [settled] = useDebouncedValue(text, 300);
  const conflicts = withConflicts ? "draft" : "leave-out";
  const { data, error } = useQuery(upcasterImportQuery(settled, conflicts));
  const isCurrent = settled === text;
  const drafts = data?.upcasters.filter(({ outcome }) => outcome === "draft").length ?? 0;
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title="Import upcasters"
      note="They become drafts: no event is read through them, and nothing that is here is overwritten."
      action={importUpcastersAction}
      fields={{ document: text, conflicts }}
      verb={drafts === 0 ? "Import" : `Create ${formatCounted(drafts, "draft")}`}
      reason="none"
      blocked={blockedBy(text, isCurrent ? data : undefined, error, drafts)}
      onDone={async () => {
        setText("");
        await queries.invalidateQueries({ queryKey: ["upcasters"] });
      }}
      size={720}
    >
      <Textarea
        label="Exported upcasters"
        description="What “Export upcasters…” of another Foldline gives as JSON."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        minRows={4}
        maxRows={8}
        autosize
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--fl-mono)", fontSize: 12 } }}
        error={settled.trim() !== "" && error !== null ? error.message : null}
        data-autofocus
      />
      <div>
        <FileButton
          accept="application/json,.json"
          onChange={async (file) => file !== null && setText(await file.text())}
        >
          {(props) => (
            <Button {...props} leftSection={<IconUpload size={14} />}>
              Choose a file…
            </Button>
          )}
        </FileButton>
      </div>
      {data !== undefined && (
        <>
          <ImportPreview {...data} />
          {data.upcasters.some(({ conflict }) => conflict !== null) && (
            <Checkbox
              label="Draft those with conflicts too"
              description="Of two that read the same events, only one can be active at a time."
              checked={withConflicts}
              onChange={(event) => setWithConflicts(event.currentTarget.checked)}
            />
          )}
        </>
      )}
    </ActionDialog>
  );
}

function blockedBy(text: string, data: UpcasterImport | undefined, error: Error | null, drafts: number): string | null {
  if (text.trim() === "") return "Paste what was exported, or choose the file.";
  if (error !== null) return "This cannot be imported.";
  if (data === undefined) return "It is being read.";
  return drafts === 0 ? "There is nothing in it to import." : null;
}
