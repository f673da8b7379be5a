"use client";
import { IconLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useDiffLookInUrl } from "@/components/diff/diff-choices";
import { DiffView } from "@/components/diff/diff-view";
import type { DiffEvent, DiffPlace } from "@/components/diff/set-by";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { useLastSettled } from "@/components/layout/use-last-settled";
import { QueryError } from "@/components/lists/query-error";
import type { StreamPlace } from "@/components/stream/use-stream";
import type { StreamState } from "@/lib/api/stream-state";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./compare.module.css";
import type { CompareSide } from "./compare-sides";
import { NO_COMPARISON } from "./compare-url";
import { sideEventQuery, sideStateQuery } from "./side-queries";
import type { Comparison } from "./use-comparison";
import { useSetBy } from "./use-set-by";

interface ComparePaneProps {
  readonly place: StreamPlace;
  readonly comparison: Comparison;
}

/** What differs between the two sides: old and new on one line, and the event that did it. */
export function ComparePane({ place, comparison }: ComparePaneProps) {
  const { a, b } = comparison.sides;
  const [one, other] = [useQuery(sideStateQuery(a)), useQuery(sideStateQuery(b))];
  const failed = one.isError ? one : other.isError ? other : null;
  const failure = failed !== null && (
    <QueryError
      title={`Side ${failed === one ? "A" : "B"} could not be folded`}
      error={failed.error}
      onRetry={() => void failed.refetch()}
    />
  );
  if (one.data === undefined || other.data === undefined) {
    return failure || <LoadingRows label="Folding both sides" rows={12} />;
  }
  return (
    <>
      {failure}
      <ComparedStates
        place={place}
        comparison={comparison}
        before={one.data}
        after={other.data}
        stale={one.isPlaceholderData || other.isPlaceholderData}
      />
    </>
  );
}

interface ComparedStatesProps extends ComparePaneProps {
  readonly before: StreamState;
  readonly after: StreamState;
  /** One of them is of the side that was chosen before. */
  readonly stale: boolean;
}

function ComparedStates({ place, comparison, stale, ...states }: ComparedStatesProps) {
  const { before, after, a, b } = useLastSettled({ ...states, ...comparison.sides }, !stale);
  const look = useDiffLookInUrl();
  const router = useRouter();
  const goTo = ({ version }: DiffEvent, { side }: DiffPlace) => {
    const { streamId, isHere } = side === "after" ? b : a;
    if (!isHere) router.push(streamHref(streamId, `version=${version}`));
    else
      void place.setUrl(
        { ...NO_COMPARISON, mode: null, version, position: null, instant: null, pane: "event" },
        { history: "push" },
      );
  };
  const setBy = useSetBy({ side: a, version: before.version }, { side: b, version: after.version }, goTo);
  // Between states that leave out events, what is different is no one event's doing.
  const isTold = before.leftOut.length + after.leftOut.length === 0;
  return (
    <>
      <Problems side="A" state={before} />
      <Problems side="B" state={after} />
      {!isTold && (
        <p className={classes.problems}>Which event made a difference is told where no side leaves out events.</p>
      )}
      <DiffView
        before={before.stateText}
        after={after.stateText}
        stale={stale}
        beforeLabel={<SideHead side={a} state={before} />}
        afterLabel={<SideHead side={b} state={after} />}
        look={look}
        {...(isTold && { setBy })}
        withoutLayout
        foot={
          <>
            <IconLink size={14} aria-hidden="true" /> This view is its URL
          </>
        }
      />
    </>
  );
}

function SideHead({ side, state }: { readonly side: CompareSide; readonly state: StreamState }): ReactNode {
  const { data: detail } = useQuery(sideEventQuery(state.streamId, state.version));
  const at = detail?.event.version === state.version ? detail.event.occurredAt : null;
  return (
    <>
      <b>{state.version === 0 ? "Before any event" : `Version ${formatCount(state.version)}`}</b>
      {!side.isHere && (
        <>
          of{" "}
          <span className="mono">
            <ShownText text={side.streamId} />
          </span>{" "}
        </>
      )}
      {side.reducer !== null && (
        <>
          by <ShownText text={side.reducer} />{" "}
        </>
      )}
      {side.draft !== null && "with the draft "}
      {at !== null && <Time at={at} show="exact" />}
    </>
  );
}

const MOST_NAMED = 5;

/** Events that a state lacks, because they cannot be read or folded. */
function Problems({ side, state }: { readonly side: "A" | "B"; readonly state: StreamState }) {
  const { problems, leftOut } = state;
  if (problems.length === 0 && leftOut.length === 0) return null;
  const named = problems.slice(0, MOST_NAMED).map(({ version }) => formatCount(version));
  return (
    <p className={classes.problems} role="status">
      {problems.length > 0 && (
        <>
          Side {side} lacks {formatCounted(problems.length, "event")} that cannot be folded: version {named.join(", ")}
          {problems.length > MOST_NAMED && " and more"}. <ShownText text={problems[0]?.message ?? ""} />{" "}
        </>
      )}
      {leftOut.length > 0 &&
        `Side ${side} leaves out ${formatCounted(leftOut.length, "event")} before version ${formatCount(state.version)} that came later than the instant.`}
    </p>
  );
}
