"use client";
import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { DiffView } from "@/components/diff/diff-view";
import { ErrorState } from "@/components/layout/error-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Json } from "@/components/layout/json";
import { ShownText } from "@/components/layout/shown-text";
import { Tag } from "@/components/layout/status-tag";
import type { CorrectionDryRun } from "@/lib/api/corrections";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./append-dialog.module.css";
import { ReaderList } from "./reader-list";

interface DryRunResultProps {
  readonly tried: CorrectionDryRun;
  /** The event was changed since. */
  readonly stale: boolean;
  readonly onReload: () => void;
}

/** What the append would do. */
export function DryRunResult({ tried, stale, onReload }: DryRunResultProps) {
  const { conflict, refusal, readAs, steps, readProblem } = tried;
  if (conflict !== null) return <Conflict tried={tried} conflict={conflict} onReload={onReload} />;
  return (
    <div className={classes.tried} data-stale={stale || undefined}>
      {refusal !== null && (
        <ErrorState title="The append would be refused" details={refusal.message}>
          {refusal.message}
        </ErrorState>
      )}
      {tried.held && (
        <p className={classes.notice}>The stream holds an event of this id already: nothing would be appended.</p>
      )}
      <p className={classes.facts}>
        <span>
          Version <b>{formatCount(tried.version)}</b>
        </span>
        <SchemaFit schema={tried.schema} />
        <span className="secondary">tried and taken back in {formatDuration(tried.elapsedMs)}</span>
      </p>
      <h3>State after it</h3>
      {tried.after.problems.length > tried.before.problems.length && (
        <p className={classes.notice}>
          <ShownText text={tried.after.problems.at(-1)?.message ?? ""} />
        </p>
      )}
      <DiffView
        before={tried.before.stateText}
        after={tried.after.stateText}
        beforeLabel={`Version ${formatCount(tried.expectedVersion)}`}
        afterLabel={`Version ${formatCount(tried.version)}`}
        label="State before and after"
        maxHeight={220}
        withoutKeys
      />
      <h3>Read by</h3>
      <ReaderList readers={tried.readers} />
      {readProblem !== null && (
        <p className={classes.notice}>
          It could not be read: <ShownText text={readProblem} />
        </p>
      )}
      {steps.length > 0 && (
        <>
          <h3>Read as, through {formatCounted(steps.length, "upcaster")}</h3>
          {readAs.map((read, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a split event have no other name.
            <div key={index}>
              <EventTypeName type={read.type} schema={`v${read.schemaVersion}`} />
              <Json text={read.dataText} label={`Data as read, v${read.schemaVersion}`} />
            </div>
          ))}
        </>
      )}
    </div>
  );
}

function SchemaFit({ schema }: { readonly schema: CorrectionDryRun["schema"] }) {
  if (schema === "none") return <Tag>no published JSON Schema</Tag>;
  return schema === "fits" ? <Tag tone="success">fits its JSON Schema</Tag> : <Tag tone="danger">does not fit</Tag>;
}

interface ConflictProps {
  readonly tried: CorrectionDryRun;
  readonly conflict: NonNullable<CorrectionDryRun["conflict"]>;
  readonly onReload: () => void;
}

/** What came in between: the decision was made on another state, and is to be made again. */
function Conflict({ tried, conflict, onReload }: ConflictProps) {
  const { actual, between } = conflict;
  return (
    <div className={classes.tried}>
      <div className={classes.conflict} role="alert">
        <p>
          <b>The stream has gone on.</b>{" "}
          {actual > tried.expectedVersion
            ? `You looked at version ${formatCount(tried.expectedVersion)}; it is at ${formatCount(actual)}. ${formatCounted(actual - tried.expectedVersion, "event")} came in between:`
            : `It is at version ${formatCount(actual)}, and not at ${formatCount(tried.expectedVersion)}.`}
        </p>
        <ol>
          {between.map((event) => (
            <li key={event.version}>
              <span className={classes.version}>{formatCount(event.version)}</span>
              <EventTypeName type={event.type} />
              <code>
                <ShownText text={event.preview ?? ""} />
              </code>
            </li>
          ))}
        </ol>
        <Button leftSection={<IconRefresh size={14} aria-hidden="true" />} onClick={onReload}>
          Reload and look again
        </Button>
      </div>
    </div>
  );
}
