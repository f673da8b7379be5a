"use client";
import { Textarea, VisuallyHidden } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { editAndRetryAction } from "@/lib/actions/dead-letters";
import type { DeadLetter } from "@/lib/api/dead-letters";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { formatCount } from "@/lib/format/number";
import classes from "./edit-dialog.module.css";
import { payloadEdit } from "./payload-edit";

interface EditDialogProps {
  readonly letter: DeadLetter;
  /** The stored payload. */
  readonly dataText: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Another payload for the failing event, used once: checked and compared with the stored one as it is typed. */
export function EditDialog({ letter, dataText, opened, onClose }: EditDialogProps) {
  const queries = useQueryClient();
  const stored = useMemo(() => laidOut(dataText), [dataText]);
  const [text, setText] = useState(stored);
  const typed = useDeferredValue(text);
  const edit = useMemo(() => payloadEdit(stored, typed), [stored, typed]);
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      size={760}
      title={`Edit and retry ${letter.type}, version ${formatCount(letter.streamVersion)} of ${letter.streamId}`}
      note="The payload is used once and kept in the audit. The stored event does not change: a rebuild reads it as it is."
      action={editAndRetryAction}
      fields={{ id: letter.id }}
      verb="Retry with this payload"
      reason="required"
      reasonPlaceholder="What is wrong with the stored payload, and how you know the right one"
      blocked={edit.problem ?? (edit.changes.length === 0 ? "Nothing is changed yet." : null)}
      onDone={() => void queries.invalidateQueries({ queryKey: ["dead-letters"] })}
    >
      <Textarea
        name="dataText"
        label={`Payload, schema v${letter.schemaVersion} as stored`}
        classNames={{ input: classes.input ?? "" }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={edit.problem}
        autosize
        minRows={6}
        maxRows={18}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
      />
      {edit.problem === null && edit.changes.length > 0 && (
        <section aria-label="What the edit changes" className={classes.diff}>
          {edit.changes.map(({ line, side, text: changed }) => (
            <pre key={`${side} ${line}`} data-side={side}>
              <span aria-hidden="true">{side === "removed" ? "−" : "+"}</span>
              <VisuallyHidden>{side === "removed" ? "Stored: " : "Edited: "}</VisuallyHidden>
              {changed}
            </pre>
          ))}
        </section>
      )}
    </ActionDialog>
  );
}

function laidOut(dataText: string): string {
  const value = parseForReading(dataText);
  return value === undefined ? dataText : jsonTextOf(value, 2);
}
