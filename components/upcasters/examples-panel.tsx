"use client";
import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { StatusIcon } from "@/components/layout/status-tag";
import type { EventPlace } from "@/lib/api/event-type-shape";
import type { UpcasterPreview } from "@/lib/api/upcaster-preview";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { type TriedDraft, traceQuery } from "@/lib/api/upcasters-queries";
import { formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import { ExampleView } from "./example-view";
import classes from "./examples-panel.module.css";

interface ExamplesPanelProps {
  readonly preview: TriedDraft;
  readonly id: string | null;
  /** An event that somebody asked to see, besides the examples. */
  readonly chosen: EventPlace | null;
  readonly onChoose: (event: EventPlace | null) => void;
}

const SHOWN_SHAPES = 4;

/** Stored events before and after the draft: the failing ones, one of every shape, others from all over the history. */
export function ExamplesPanel({ preview, id, chosen, onChoose }: ExamplesPanelProps) {
  const [index, setIndex] = useState(0);
  const { examples, draft } = preview;
  const place = Math.min(index, Math.max(0, examples.length - 1));
  const example = examples[place];
  const event = chosen ?? (example === undefined ? null : { streamId: example.streamId, version: example.version });
  const step = (by: number) => {
    onChoose(null);
    setIndex((place + by + examples.length) % examples.length);
  };
  return (
    <Panel
      title="Examples"
      note={
        <Shapes
          preview={preview}
          shape={chosen === null ? (example?.shape ?? null) : null}
          onShape={(shape) => {
            const failing = examples.findIndex((each) => each.shape === shape && each.failure !== null);
            onChoose(null);
            setIndex(failing >= 0 ? failing : examples.findIndex((each) => each.shape === shape));
          }}
        />
      }
      aside={
        examples.length > 1 && (
          <span className={classes.pager}>
            <ActionIcon aria-label="Previous example" onClick={() => step(-1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            {chosen === null ? `${place + 1} of ${examples.length}` : "chosen"}
            <ActionIcon aria-label="Next example" onClick={() => step(1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </span>
        )
      }
    >
      {event === null || preview.invalid.length > 0 ? (
        <EmptyState title="Nothing to try it on">
          {preview.invalid.length > 0
            ? `Correct the ${preview.invalid.length === 1 ? "mistake" : `${preview.invalid.length} mistakes`} in the operations first.`
            : "The store holds no event of this type and version."}
        </EmptyState>
      ) : (
        <Traced
          key={`${event.streamId} ${event.version}`}
          event={event}
          draft={draft}
          id={id}
          example={chosen === null ? (example ?? null) : null}
        />
      )}
    </Panel>
  );
}

interface ShapesProps {
  readonly preview: UpcasterPreview;
  readonly shape: number | null;
  readonly onShape: (shape: number) => void;
}

function Shapes({ preview: { shapes, examples }, shape, onShape }: ShapesProps) {
  const reachable = new Set(examples.map((each) => each.shape));
  const ranked = shapes.map((each, number) => ({ ...each, number }));
  // Those that fail are named however rare they are.
  const named = [
    ...ranked.filter(({ failed }) => failed > 0).slice(0, SHOWN_SHAPES),
    ...ranked.filter(({ failed }) => failed === 0),
  ]
    .filter(({ number }) => reachable.has(number))
    .slice(0, SHOWN_SHAPES)
    .toSorted((a, b) => a.number - b.number);
  return (
    <span className={classes.shapes}>
      {named.map(({ number, paths, events, share, failed }) => (
        <UnstyledButton
          key={paths.join()}
          className={classes.shape ?? ""}
          aria-pressed={number === shape}
          data-failing={failed > 0 || undefined}
          title={`${formatCounted(events, "event")} with ${paths.join(", ")}`}
          onClick={() => onShape(number)}
        >
          {failed > 0 && <StatusIcon status="stopped" size={12} />}
          Shape {number + 1} <span>{shareWords(share, events)}</span>
        </UnstyledButton>
      ))}
      {shapes.length > named.length && <span>and {formatCount(shapes.length - named.length)} more</span>}
    </span>
  );
}

interface TracedProps {
  readonly event: EventPlace;
  readonly draft: UpcasterDraft;
  readonly id: string | null;
  readonly example: UpcasterPreview["examples"][number] | null;
}

/** The example at once as the preview has it, and with every operation's effect as soon as that is known. */
function Traced({ event, draft, id, example }: TracedProps) {
  const { data, error, refetch } = useQuery(traceQuery(draft, id, event));
  const traced = data ?? (example === null ? null : { ...example, steps: [], storedAs: null });
  if (traced !== null) return <ExampleView example={traced} draft={draft} id={id} />;
  if (error === null) return <LoadingRows rows={8} label="Following the event through the operations" />;
  return (
    <ErrorState title="The event could not be followed" onRetry={() => refetch()} details={String(error.stack)}>
      {error.message}
    </ErrorState>
  );
}

function shareWords(share: number, events: number): string {
  if (share === 1) return "100 %";
  return share < 0.001 ? formatCounted(events, "event") : formatPercent(share, share > 0.9995 ? 4 : 2);
}
