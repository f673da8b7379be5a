"use client";
import { CloseButton } from "@mantine/core";
import { type InfiniteData, type UseInfiniteQueryResult, useQueryClient } from "@tanstack/react-query";
import { RoleButton } from "@/components/actions/role-button";
import { LoadingRows } from "@/components/layout/loading-rows";
import { NewerButton } from "@/components/lists/newer-button";
import { QueryError } from "@/components/lists/query-error";
import type { DeadLetter, DeadLetterGroup, DeadLetterPage, DeadLetterSummary } from "@/lib/api/dead-letters";
import type { DeadLetterListFilter } from "@/lib/api/dead-letters-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { DeadLetterList } from "./dead-letter-list";
import classes from "./dead-letters.module.css";
import { NoDeadLetters } from "./no-dead-letters";
import { StoppedList } from "./stopped-list";

interface ListPaneProps {
  readonly role: Role;
  readonly filter: DeadLetterListFilter;
  readonly narrow: boolean;
  /** A filter holds. */
  readonly narrowed: boolean;
  readonly list: UseInfiniteQueryResult<InfiniteData<DeadLetterPage>>;
  readonly letters: readonly DeadLetter[];
  readonly summary: DeadLetterSummary;
  readonly chosenId: string | null;
  readonly picked: readonly DeadLetter[];
  readonly onChoose: (id: string) => void;
  readonly onSelect: (ids: readonly string[]) => void;
  readonly onRetry: (group: DeadLetterGroup | null) => void;
  readonly onRetryPicked: () => void;
  readonly onSkipPicked: () => void;
  readonly onUnpick: () => void;
  readonly onClear: () => void;
}

/** The list and its faces; what was selected in it; and, when it has changed since it was read, the way to see that. */
export function ListPane(props: ListPaneProps) {
  const { role, filter, narrow, narrowed, list, letters, summary, picked } = props;
  const queries = useQueryClient();
  const change = changeSince(list.data?.pages[0]?.at, summary);
  return (
    <section className={`${classes.pane} ${narrow ? classes.full : ""}`} aria-label="List" aria-busy={list.isFetching}>
      {picked.length > 0 && (
        <div className={classes.selection}>
          <span>{formatCounted(picked.length, "selected", "selected")}</span>
          <RoleButton role={role} needs="operator" onClick={props.onRetryPicked}>
            Retry {formatCount(picked.length)}…
          </RoleButton>
          <RoleButton role={role} needs="operator" onClick={props.onSkipPicked}>
            Skip {formatCount(picked.length)}…
          </RoleButton>
          <CloseButton aria-label="Select nothing" onClick={props.onUnpick} />
        </div>
      )}
      {!narrowed && summary.stopped.length > 0 && <StoppedList stopped={summary.stopped} />}
      {list.isPending && <LoadingRows label="Loading dead letters" rows={10} rowHeight={50} />}
      {list.isError && (
        <QueryError title="Dead letters could not be read" error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && letters.length === 0 && (
        <NoDeadLetters
          narrowed={narrowed}
          stopped={summary.stopped.length}
          appliedUpTo={summary.appliedUpTo}
          onClear={props.onClear}
        />
      )}
      {change !== null && !list.isFetching && (
        <NewerButton
          className={classes.newer}
          onClick={() => void queries.invalidateQueries({ queryKey: ["dead-letters", "list"] })}
        >
          {change}
        </NewerButton>
      )}
      {letters.length > 0 && (
        <DeadLetterList
          letters={letters}
          groups={summary.groups}
          grouping={filter.group}
          search={filter.q}
          role={role}
          chosenId={props.chosenId}
          selected={new Set(picked.map(({ id }) => id))}
          onChoose={({ id }) => props.onChoose(id)}
          onSelect={props.onSelect}
          onRetry={props.onRetry}
          onEnd={() => {
            if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
          }}
        />
      )}
    </section>
  );
}

/** What has happened since the rows were read, as a button says it; null: nothing. */
function changeSince(readAt: string | undefined, summary: DeadLetterSummary): string | null {
  if (readAt === undefined) return null;
  if (summary.newestFailedAt !== null && summary.newestFailedAt > readAt) return "Show newer ones";
  return summary.lastResolvedAt !== null && summary.lastResolvedAt > readAt ? "Show the list as it is now" : null;
}
