"use client";
import { Button } from "@mantine/core";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { useDiffLookInUrl } from "@/components/diff/diff-choices";
import { DiffView } from "@/components/diff/diff-view";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import type { WhatIf } from "@/lib/api/what-if";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import type { WhatIfPlace } from "./use-what-if";
import { placeInWords, whatIfProblems } from "./what-if-problems";
import classes from "./what-if-result.module.css";

interface WhatIfResultProps {
  readonly whatIf: WhatIfPlace;
}

/** The state as it is beside the state as it would be, and what is to be said about single events. */
export function WhatIfResult({ whatIf }: WhatIfResultProps) {
  const look = useDiffLookInUrl();
  const { result, error: linkError, reset } = whatIf;
  const { data, error, isPlaceholderData } = result;
  if (linkError !== null) {
    return (
      <ErrorState title="The address could not be read" details={linkError.message}>
        <p>{linkError.message}</p>
        <Button className={classes.anew} onClick={reset}>
          Begin without changes
        </Button>
      </ErrorState>
    );
  }
  const failure = error !== null && (
    <QueryError title="The changed history could not be folded" error={error} onRetry={() => void result.refetch()} />
  );
  if (data === undefined) return failure || <LoadingRows label="Folding" rows={12} />;
  return (
    <section className={`${pane.pane} ${classes.result}`} aria-label="Result" aria-busy={isPlaceholderData}>
      {failure}
      <header className={pane.head}>
        <h2 className={classes.heading}>State without and with the changes</h2>
        <p className={pane.facts}>
          <span>
            reducer <b className="mono">{data.reducer.name}</b>
          </span>
          <span>{foldedWords(data)}</span>
          <span>{formatDuration(data.elapsedMs)}</span>
        </p>
        {data.cut && (
          <p className={classes.cut} role="status">
            Folding took too long: both states end at version {formatCount(data.version)} of{" "}
            {formatCount(data.streamVersion)}.
          </p>
        )}
      </header>
      <Problems data={data} whatIf={whatIf} />
      <DiffView
        before={data.without.stateText}
        after={data.with.stateText}
        beforeLabel="As it is"
        afterLabel="With the changes"
        label="Without and with the changes"
        look={look}
      />
    </section>
  );
}

const SHOWN = 20;

function Problems({ data, whatIf }: { readonly data: WhatIf; readonly whatIf: WhatIfPlace }) {
  const problems = whatIfProblems(data, whatIf.changes);
  if (problems.length === 0) return null;
  const lacking = problems.filter(({ kind }) => kind === "lacking").length;
  return (
    <section className={classes.problems} aria-label="Problems">
      {lacking > 0 && <p>The state with the changes lacks {formatCounted(lacking, "event")}.</p>}
      <ul>
        {problems.slice(0, SHOWN).map(({ place, kind, message }) => (
          <li key={`${place} ${kind}`} data-kind={kind}>
            <IconAlertTriangleFilled size={14} aria-hidden="true" />
            <button type="button" onClick={() => whatIf.choose(place)}>
              {placeInWords(place)}
            </button>
            <ShownText text={message} />
          </li>
        ))}
      </ul>
      {problems.length > SHOWN && <p>and {formatCount(problems.length - SHOWN)} more</p>}
    </section>
  );
}

function foldedWords({ fromSnapshot, eventsRead }: WhatIf): string {
  const events = formatCounted(eventsRead, "event");
  return fromSnapshot === null ? events : `snapshot at ${formatCount(fromSnapshot)} + ${events}`;
}
