"use client";
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import code from "@/components/layout/code-line.module.css";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { StatusTag, Tag } from "@/components/layout/status-tag";
import type { PreviewExample, UpcasterPreview } from "@/lib/api/upcasters";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatPercent } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { type DiffLine, type SideBySide, sideBySide } from "./line-diff";
import classes from "./preview-examples.module.css";

interface PreviewExamplesProps {
  readonly preview: UpcasterPreview;
  readonly from: string;
}

/** Stored events before and after the draft, side by side: the failing ones first, then one of every shape. */
export function PreviewExamples({ preview, from }: PreviewExamplesProps) {
  const [index, setIndex] = useState(0);
  const { examples, shapes, tried } = preview;
  const place = Math.min(index, Math.max(0, examples.length - 1));
  const example = examples[place];
  return (
    <Panel
      title="Examples"
      note={shapes.slice(0, 3).map((shape, number) => (
        <span key={shape.fields.join()} title={shape.fields.join(", ")}>
          <Tag tone={shape.failed > 0 ? "danger" : number === example?.shape ? "accent" : "neutral"}>
            Shape {number + 1} {formatPercent(shape.events / Math.max(1, tried), 1)}
          </Tag>{" "}
        </span>
      ))}
      aside={
        examples.length > 1 && (
          <span className={classes.pager}>
            <ActionIcon
              aria-label="Previous example"
              onClick={() => setIndex((place + examples.length - 1) % examples.length)}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            {place + 1} of {examples.length}
            <ActionIcon aria-label="Next example" onClick={() => setIndex((place + 1) % examples.length)}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </span>
        )
      }
    >
      {example === undefined ? (
        <EmptyState title="Nothing to try it on">
          {preview.invalid.length > 0
            ? "Correct the operations first."
            : "The store holds no event of this type and version."}
        </EmptyState>
      ) : (
        <Example example={example} from={from} />
      )}
    </Panel>
  );
}

function Example({ example, from }: { readonly example: PreviewExample; readonly from: string }) {
  const { streamId, version, position, before, after, failure, elapsedUs } = example;
  return (
    <>
      <p className={classes.event}>
        <Link href={streamHref(streamId, `version=${version}`)} className="mono">
          {streamId}
        </Link>
        <span className="secondary">
          version {version} · position {formatCount(BigInt(position))}
        </span>
        <span className={classes.time}>{formatDuration(elapsedUs / 1000)}</span>
      </p>
      {failure !== null && (
        <p className={classes.failure} role="alert">
          <StatusTag status="stopped">
            {failure.operation === null ? "It fails" : `Operation ${failure.operation + 1} fails`}
          </StatusTag>{" "}
          {failure.message}
        </p>
      )}
      {after?.length === 0 && <p className={classes.failure}>The event is passed over.</p>}
      <Sides
        before={before}
        after={after?.map((made) => made.data).join("\n") ?? null}
        from={from}
        to={target(example)}
      />
    </>
  );
}

function target({ after }: PreviewExample): string {
  return after === null ? "nothing" : after.map((made) => `${made.type} v${made.schemaVersion}`).join(", ");
}

interface SidesProps {
  readonly before: string;
  readonly after: string | null;
  readonly from: string;
  readonly to: string;
}

function Sides({ before, after, from, to }: SidesProps) {
  const rows = numbered(after === null ? before.split("\n").map(alone) : sideBySide(before, after));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.sides} tabIndex={0} aria-label="Before and after">
      <div>
        <p className={classes.side}>
          Before, <b>{from}</b>
        </p>
        {rows.map((row) => (
          <Line key={row.line} line={row.before} side="removed" />
        ))}
      </div>
      <div>
        <p className={classes.side}>
          After, <b>{to}</b>
        </p>
        {after !== null && rows.map((row) => <Line key={row.line} line={row.after} side="added" />)}
      </div>
    </section>
  );
}

function Line({ line, side }: { readonly line: DiffLine; readonly side: "added" | "removed" }) {
  return (
    <pre className={`${code.line} ${classes.code}`} data-kind={line.kind === "changed" ? side : line.kind}>
      {line.text === "" ? " " : line.text}
    </pre>
  );
}

function alone(text: string): SideBySide {
  return { before: { text, kind: "same" }, after: { text: "", kind: "none" } };
}

function numbered(rows: readonly SideBySide[]) {
  return rows.map((row, index) => ({ ...row, line: index + 1 }));
}
