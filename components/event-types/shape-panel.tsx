"use client";
import { SegmentedControl, Select } from "@mantine/core";
import { useQueryStates } from "nuqs";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { PathFilter } from "@/components/stream/path-filter";
import type { ShapeDiff } from "@/lib/api/event-type-shape";
import type { EventTypeDetail, EventTypeVersionDetail } from "@/lib/api/event-types";
import { formatCount, formatCounted } from "@/lib/format/number";
import { shapeParsers } from "./event-types-url";
import { ShapeDiffTable } from "./shape-diff-table";
import classes from "./shape-panel.module.css";
import { ShapeTable } from "./shape-table";
import { ShapesButton } from "./shapes-button";
import { SHAPE_PANEL } from "./type-actions";
import { newestPair, shownVersion, storedPair } from "./version-pair";

const DIFF = "diff";

interface ShapePanelProps {
  readonly detail: EventTypeDetail;
  /** What the page came with, of the versions that its URL compares. */
  readonly diff: ShapeDiff | null;
}

/** The data of one version, path by path, or what two versions have different; which ones, is in the URL. */
export function ShapePanel({ detail: { type, versions }, diff }: ShapePanelProps) {
  const [view, setView] = useQueryStates(shapeParsers);
  const pair = storedPair(view.diff, versions);
  const shown = shownVersion(view.version, versions);
  const newest = newestPair(versions);
  const clear = () => setView({ path: null });
  const choices = versions.map(({ schemaVersion }) => ({ value: `${schemaVersion}`, label: `v${schemaVersion}` }));
  return (
    <div id={SHAPE_PANEL} className={classes.panel}>
      <Panel
        title={
          <>
            Shape
            {newest !== null && (
              <SegmentedControl
                aria-label="Version, or what differs"
                value={pair === null ? `${shown?.schemaVersion}` : DIFF}
                data={[...choices, { value: DIFF, label: "Diff" }]}
                onChange={(value) =>
                  setView(value === DIFF ? { diff: newest } : { diff: null, version: Number(value) })
                }
              />
            )}
          </>
        }
        note={
          pair === null ? (
            shown && <ShapeFacts type={type} version={shown} />
          ) : (
            <span className={classes.pair}>
              <Select
                aria-label="Before"
                className={classes.version}
                allowDeselect={false}
                data={choices.filter(({ value }) => Number(value) !== pair.after)}
                value={`${pair.before}`}
                onChange={(value) => setView({ diff: { ...pair, before: Number(value) } })}
              />
              →
              <Select
                aria-label="After"
                className={classes.version}
                allowDeselect={false}
                data={choices.filter(({ value }) => Number(value) !== pair.before)}
                value={`${pair.after}`}
                onChange={(value) => setView({ diff: { ...pair, after: Number(value) } })}
              />
            </span>
          )
        }
        aside={<PathFilter className={classes.filter} value={view.path} onChange={(path) => setView({ path })} />}
      >
        {pair !== null ? (
          <ShapeDiffTable type={type} pair={pair} initial={diff} filter={view.path} onClear={clear} />
        ) : shown?.shape == null ? (
          <EmptyState title="Not looked at yet">
            {shown?.catalogue.words ?? "The catalogue of events shows the shape as soon as a worker has read them."}
          </EmptyState>
        ) : (
          <ShapeTable shape={shown.shape} filter={view.path} onClear={clear} />
        )}
      </Panel>
    </div>
  );
}

function ShapeFacts({ type, version }: { readonly type: string; readonly version: EventTypeVersionDetail }) {
  const { shape, catalogue, schemaVersion } = version;
  if (shape === null) return null;
  return (
    <>
      {catalogue.waiting === 0 ? "all " : ""}
      {formatCounted(shape.events, "event")}, <ShapesButton type={type} schemaVersion={schemaVersion} shape={shape} />
      {shape.eventsWithFurtherPaths > 0 &&
        `, ${formatCount(shape.eventsWithFurtherPaths)} with paths beyond the first ${formatCount(shape.paths.length)}`}
      {catalogue.words !== null && `. ${catalogue.words}`}
    </>
  );
}
