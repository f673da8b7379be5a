"use client";
import { SegmentedControl, Switch } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DialogFrame } from "@/components/actions/dialog-frame";
import {
  type ExportSubject,
  exportFieldsQuery,
  exportPreviewQuery,
  type HistoryFormat,
} from "@/lib/api/history-export";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./export-dialog.module.css";
import { ExportFoot } from "./export-foot";
import { ExportPreview } from "./export-preview";
import { ExportRange } from "./export-range";
import { chosenMasks, type Ticked } from "./mask-choice";
import { MaskPanel } from "./mask-panel";

interface Chosen {
  readonly format: HistoryFormat;
  /** Of the versions; null: from the first, to the last. */
  readonly from: number | null;
  readonly to: number | null;
}

interface ExportDialogProps extends Chosen {
  readonly of: { readonly streamId: string; readonly version: number } | { readonly correlationId: string };
  readonly onChange: (chosen: Chosen) => void;
  readonly onClose: () => void;
}

const FORMATS: { value: HistoryFormat; label: string }[] = [
  { value: "cloudevents", label: "CloudEvents" },
  { value: "test", label: "Test" },
];

const SETTLED_AFTER_MS = 300;

/** Prepares an export: what, as what, and which values leave as pseudonyms. */
export function ExportDialog({ of, format, from, to, onChange, onClose }: ExportDialogProps) {
  const [ticked, setTicked] = useState<Ticked>(new Map());
  const [renamed, setRenamed] = useState<readonly ("streams" | "events")[]>([]);
  const [gzip, setGzip] = useState(false);
  const [first] = useDebouncedValue(from, SETTLED_AFTER_MS);
  const [last] = useDebouncedValue(to, SETTLED_AFTER_MS);
  const subject = subjectOf(of, first, last);
  const fields = useQuery(exportFieldsQuery(subject, format));
  const masks = chosenMasks(fields.data?.fields ?? [], ticked);
  const choices = {
    ...{ format, ...masks, rename: renamed.filter((what) => format === "cloudevents" || what === "streams") },
    compression: gzip && format === "cloudevents" ? ("gzip" as const) : ("none" as const),
  };
  // Nothing is shown unmasked that is going to be masked.
  const preview = useQuery({
    ...exportPreviewQuery(subject, choices),
    enabled: fields.isSuccess && !fields.isPlaceholderData,
  });
  const title = "streamId" in of ? `Export ${visibleText(of.streamId)}` : "Export the correlation";
  return (
    <DialogFrame
      opened
      onClose={onClose}
      size={1080}
      title={title}
      note="A file leaves the store's care. Whoever takes one along, and what of it was masked, stays on record."
    >
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Format"
          data={FORMATS}
          value={format}
          onChange={(value) => onChange({ format: value as HistoryFormat, from, to })}
        />
        {"streamId" in of && (
          <ExportRange version={of.version} from={from} to={to} onChange={(range) => onChange({ format, ...range })} />
        )}
        {format === "cloudevents" && (
          <Switch label="Packed (gzip)" checked={gzip} onChange={(event) => setGzip(event.currentTarget.checked)} />
        )}
      </div>
      <div className={classes.columns}>
        <MaskPanel
          fields={fields}
          format={format}
          ticked={ticked}
          onTick={setTicked}
          renamed={renamed}
          onRename={setRenamed}
        />
        <ExportPreview preview={preview} waiting={!fields.isSuccess} />
      </div>
      <ExportFoot subject={subject} choices={choices} preview={preview} settled={first === from && last === to} />
    </DialogFrame>
  );
}

function subjectOf(of: ExportDialogProps["of"], from: number | null, to: number | null): ExportSubject {
  if ("correlationId" in of) return { correlationId: of.correlationId };
  const first = Math.max(1, Math.min(from ?? 1, of.version));
  return { streamId: of.streamId, from: first, to: Math.max(first, Math.min(to ?? of.version, of.version)) };
}
