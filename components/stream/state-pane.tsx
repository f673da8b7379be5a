"use client";
import { SegmentedControl, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CopyId } from "@/components/layout/copy-id";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import { PathHistoryPane } from "@/components/path-history/path-history-pane";
import { pathRequestOf } from "@/components/path-history/path-request";
import { SnapshotButton } from "@/components/snapshots/snapshot-button";
import { type StreamState, stateQuery } from "@/lib/api/stream-state";
import type { Role } from "@/lib/auth/role";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { BlameNote } from "./blame-note";
import { FindWhenButton } from "./find-when-button";
import { JsonView } from "./json-view";
import { PathFilter } from "./path-filter";
import { ReducerChoice } from "./reducer-choice";
import classes from "./state-pane.module.css";
import { StateTree } from "./state-tree";
import type { STATE_FACES } from "./stream-url";
import { useBlame } from "./use-blame";
import type { StreamPlace } from "./use-stream";

const NO_PATH = { path: null, pathAt: null };

interface StatePaneProps {
  readonly place: StreamPlace;
  /** Of whoever looks, for what can be done with the stream's snapshots; without one they are only named. */
  readonly role?: Role;
  /** Under the steps, which tell the errors in their place; while they play, nobody has the time to ask who set what. */
  readonly stepping?: "still" | "playing";
}

/** The state at the chosen version: what this event set is amber, and every leaf names the event that last set it. */
export function StatePane({ place, role, stepping }: StatePaneProps) {
  const { stream, url, setUrl, goTo } = place;
  const [filter, setFilter] = useState("");
  const history = pathRequestOf(url, stream.version);
  const withBlame = url.blame && stepping !== "playing";
  const blame = useBlame(place, withBlame && url.face === "tree");
  const { data: state, isError, error, refetch } = useQuery(stateQuery(stream.streamId, place.stateRequest));
  const failure = isError && (
    <QueryError title="The state could not be folded" error={error} onRetry={() => void refetch()} />
  );
  if (state === undefined) return failure || <LoadingRows label="Loading the state" rows={16} />;
  return (
    <section className={pane.pane} aria-label="State" data-stale={place.isSeeking || undefined}>
      {failure}
      <header className={pane.head}>
        <div className={pane.title}>
          <h2 className={classes.heading}>State at version {formatCount(state.version)}</h2>
          <CopyId value={state.stateText} what="state" buttonOnly />
          <SegmentedControl
            className={classes.face}
            aria-label="Show the state as"
            value={url.face}
            onChange={(face) => void setUrl({ face: face as (typeof STATE_FACES)[number] })}
            data={[
              { value: "tree", label: "Tree" },
              { value: "json", label: "JSON" },
            ]}
          />
        </div>
        <div className={pane.facts}>
          <ReducerChoice place={place} state={state} />
          <SnapshotButton state={state} role={role} />
          <span>{formatDuration(state.elapsedMs)}</span>
        </div>
      </header>
      {state.problems.length > 0 && stepping === undefined && <Problems state={state} onGoTo={goTo} />}
      {url.face === "tree" && (
        <>
          <div className={classes.tools}>
            <PathFilter className={classes.filter} value={filter} onChange={setFilter} />
            <Switch
              label="Blame"
              checked={url.blame}
              onChange={(event) => void setUrl({ blame: event.currentTarget.checked })}
            />
          </div>
          {withBlame && <BlameNote blame={blame} version={state.version} />}
          <StateTree
            state={state}
            filter={filter}
            setBy={withBlame && !blame.isPending ? blame.setBy : undefined}
            onGoTo={goTo}
            openPath={url.path}
            onHistory={(path) => void setUrl(path === url.path ? NO_PATH : { path, pathAt: state.version })}
          />
          {history !== null && <PathHistoryPane place={place} request={history} onClose={() => void setUrl(NO_PATH)} />}
        </>
      )}
      {url.face === "json" && (
        <JsonView
          text={state.stateText}
          label="State as JSON"
          marks={new Map(state.setHere.map((path) => [path, "set here"]))}
          fills
        />
      )}
      <footer className={pane.foot}>
        <span className={classes.legend}>
          set by this event
          {state.removedHere.length > 0 && (
            <span>{formatCounted(state.removedHere.length, "field")} taken away here</span>
          )}
        </span>
        <FindWhenButton place={place} />
      </footer>
    </section>
  );
}

function Problems({ state, onGoTo }: { readonly state: StreamState; readonly onGoTo: (version: number) => void }) {
  return (
    <ErrorState
      title={`${formatCounted(state.problems.length, "event")} could not be folded`}
      details={state.problems.map(({ version, message }) => `version ${version}: ${message}`).join("\n")}
    >
      The state goes on without {state.problems.length === 1 ? "it" : "them"}:{" "}
      {state.problems.slice(0, 5).map(({ version, message }) => (
        <button
          key={version}
          type="button"
          className={classes.problem}
          title={visibleText(message)}
          onClick={() => onGoTo(version)}
        >
          version {formatCount(version)}
        </button>
      ))}
      . <ShownText text={state.problems[0]?.message ?? ""} />
    </ErrorState>
  );
}
