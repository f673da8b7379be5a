"use client";
import { useState } from "react";
import { CopyId } from "@/components/layout/copy-id";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import { PathFilter } from "@/components/stream/path-filter";
import { StateTree } from "@/components/stream/state-tree";
import type { FileState } from "@/lib/api/file-state";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./files.module.css";
import type { useFileState } from "./use-file-state";

interface FileStatePaneProps {
  readonly folded: ReturnType<typeof useFileState>;
  readonly version: number;
  readonly onGoTo: (version: number) => void;
}

/** The state at a version of the file's stream, by the reducer of its category. */
export function FileStatePane({ folded, version, onGoTo }: FileStatePaneProps) {
  const [filter, setFilter] = useState("");
  const { data, error, refetch, isFetching } = folded;
  const failure = error !== null && (
    <QueryError title="The state could not be folded" error={error} onRetry={() => void refetch()} />
  );
  if (data === undefined) return failure || <Folding done={folded.folded} of={version} />;
  const { state } = data;
  return (
    <section className={pane.pane} aria-label="State" data-stale={folded.isPlaceholderData || undefined}>
      {failure}
      <header className={pane.head}>
        <div className={pane.title}>
          <h2 className={classes.heading}>State at version {formatCount(state.version)}</h2>
          <CopyId value={state.stateText} what="state" buttonOnly />
        </div>
        <p className={pane.facts}>
          <span>
            {state.reducer.inferred ? (
              "inferred state: each event's fields laid over those before"
            ) : (
              <>
                reducer <code>{state.reducer.name}</code> v{state.reducer.version}
              </>
            )}
          </span>
          {isFetching && folded.folded > 0 && folded.folded < version && (
            <span>
              folding {formatCount(folded.folded)} of {formatCount(version)}
            </span>
          )}
        </p>
      </header>
      <LeftOut data={data} />
      <div className={classes.tools}>
        <PathFilter className={classes.filter} value={filter} onChange={setFilter} />
      </div>
      <StateTree state={state} filter={filter} onGoTo={onGoTo} />
      <footer className={pane.foot}>
        <span>{formatCounted(state.setHere.length, "field")} set by this event</span>
      </footer>
    </section>
  );
}

function Folding({ done, of }: { readonly done: number; readonly of: number }) {
  return (
    <>
      {done > 0 && (
        <p className={classes.folding} role="status">
          Folding {formatCount(done)} of {formatCount(of)} events
        </p>
      )}
      <LoadingRows label="Folding the state" rows={12} />
    </>
  );
}

/** Events that the state goes on without. */
function LeftOut({ data: { state, unreadable } }: { readonly data: FileState }) {
  const all = [...unreadable, ...state.problems].sort((a, b) => a.version - b.version);
  const [first] = all;
  if (first === undefined) return null;
  return (
    <ErrorState
      title={`${formatCounted(all.length, "event")} could not be folded`}
      details={all.map(({ version, message }) => `version ${version}: ${message}`).join("\n")}
    >
      The state goes on without {all.length === 1 ? "it" : "them"}. Version {formatCount(first.version)}:{" "}
      <ShownText text={first.message} />
    </ErrorState>
  );
}
