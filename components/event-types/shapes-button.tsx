"use client";
import { Modal, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import type { EventTypeShape, ShapeGroup } from "@/lib/api/event-type-shape";
import { eventShapesQuery } from "@/lib/api/event-types-queries";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { presenceWords } from "./presence";
import { shapeWords } from "./shape-words";
import classes from "./shapes-button.module.css";

interface ShapesButtonProps {
  readonly type: string;
  readonly schemaVersion: number;
  readonly shape: EventTypeShape;
}

/** How many different shapes the events of a version have; which ones, with events of each, on request. */
export function ShapesButton({ type, schemaVersion, shape }: ShapesButtonProps) {
  const [opened, setOpened] = useState(false);
  const words = `${shape.moreShapes ? "over " : ""}${formatCounted(shape.shapes, "shape")}`;
  return (
    <>
      <UnstyledButton className={classes.button} onClick={() => setOpened(true)}>
        {words}
      </UnstyledButton>
      <Modal opened={opened} onClose={() => setOpened(false)} size={720} title={`Shapes of ${type} v${schemaVersion}`}>
        {opened && <Shapes type={type} schemaVersion={schemaVersion} />}
      </Modal>
    </>
  );
}

function Shapes({ type, schemaVersion }: Pick<ShapesButtonProps, "type" | "schemaVersion">) {
  const { data, error, refetch } = useQuery(eventShapesQuery(type, schemaVersion));
  if (error !== null && data === undefined) {
    return (
      <ErrorState title="The shapes could not be read" onRetry={() => refetch()} details={String(error.stack)}>
        {error.message}
      </ErrorState>
    );
  }
  if (data === undefined) return <LoadingRows rows={4} label="Reading the shapes" />;
  const [usual] = data.shapes;
  return (
    <ol className={classes.shapes}>
      {data.shapes.map((group, index) => (
        <li key={group.id}>
          <p className={classes.line}>
            <b>Shape {index + 1}</b>
            <span>{formatCounted(group.events, "event")}</span>
            <span className="secondary">{presenceWords(group.share)}</span>
          </p>
          <p className="secondary">{usual === undefined ? "" : shapeWords(group, usual)}</p>
          <Examples group={group} />
        </li>
      ))}
      {data.further > 0 && (
        <li className="secondary">
          {formatCounted(data.further, "event has a shape", "events have shapes")} beyond those that are kept apart.
        </li>
      )}
    </ol>
  );
}

function Examples({ group: { examples } }: { readonly group: ShapeGroup }) {
  return (
    <p className={classes.examples}>
      {examples.map(({ streamId, version }) => (
        <Link key={`${streamId} ${version}`} href={streamHref(streamId, `version=${version}`)} className="mono">
          <ShownText text={streamId} /> version {formatCount(version)}
        </Link>
      ))}
    </p>
  );
}
