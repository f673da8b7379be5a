"use client";
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { CopyId } from "@/components/layout/copy-id";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import type { StreamPlace } from "@/components/stream/use-stream";
import type { PathOfState, StreamHistory } from "@/lib/api/stream-history";
import { formatCount, formatCounted } from "@/lib/format/number";
import { PathChangeRow } from "./path-change-row";
import { PathChart } from "./path-chart";
import classes from "./path-history.module.css";
import { NEWEST, type PathHistory, usePathHistory } from "./use-path-history";

interface PathHistoryPaneProps {
  readonly place: StreamPlace;
  readonly request: PathOfState;
  readonly onClose: () => void;
}

/** Every event that changed one path of the state, the newest first, and its values as a chart where they are numbers. */
export function PathHistoryPane({ place, request, onClose }: PathHistoryPaneProps) {
  const history = usePathHistory(place.stream, request);
  const { path } = request;
  return (
    <section className={classes.pane} aria-label="History of a path">
      <header className={classes.head}>
        <h3 className={classes.heading}>
          History of <span className="mono">{path === "" ? "the state" : <ShownText text={path} />}</span>
        </h3>
        <CopyId value={path} what="path" buttonOnly />
        <span className={classes.count}>
          {history.first !== undefined && formatCounted(history.first.total, "change")}
        </span>
        <ActionIcon aria-label="Close history" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <Body place={place} history={history} />
    </section>
  );
}

function Body({ place, history }: { readonly place: StreamPlace; readonly history: PathHistory }) {
  const { first, changes } = history;
  const failure = history.error !== null && (
    <QueryError title="The history could not be followed" error={history.error} onRetry={history.retry} />
  );
  if (first === undefined) return failure || <LoadingRows label="Following the history" rows={4} />;
  return (
    <div className={classes.body}>
      <Reach history={first} onNewestOnly={history.showNewestOnly} />
      {first.series !== null && first.series.points.length > 1 && (
        <PathChart series={first.series} path={first.path} version={place.version} onPick={place.goTo} />
      )}
      {changes.length === 0 ? (
        <EmptyState title="No event changed it">
          The fold began with this value, or nothing ever stood at this path.
        </EmptyState>
      ) : (
        <ol className={classes.list} aria-label="Changes">
          {changes.map((change) => (
            <PathChangeRow
              key={change.version}
              change={change}
              place={change.version === place.version ? "here" : change.version > place.version ? "later" : "earlier"}
              onGoTo={place.goTo}
            />
          ))}
        </ol>
      )}
      {failure}
      {history.hasOlder && (
        <Button className={classes.older ?? ""} loading={history.isFetchingOlder} onClick={history.showOlder}>
          Show older, {formatCounted(first.total - changes.length, "change")}
        </Button>
      )}
    </div>
  );
}

interface ReachProps {
  readonly history: StreamHistory;
  readonly onNewestOnly: () => void;
}

/** Says where the history is not that of the whole stream. */
function Reach({ history, onNewestOnly }: ReachProps) {
  const { cut, upTo, to, from } = history;
  if (!cut && from === 1) return null;
  return (
    <p className={classes.note} role="status">
      {from > 1 && `Only versions from ${formatCount(from)} on were followed. `}
      {cut &&
        `In the time there is, the fold could be followed up to version ${formatCount(upTo)} of ${formatCount(to)}. `}
      {cut && from === 1 && <Button onClick={onNewestOnly}>Follow the newest {formatCount(NEWEST)} only</Button>}
    </p>
  );
}
