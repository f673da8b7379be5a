"use client";
import { IconTags } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { PageHeader } from "@/components/layout/page-header";
import type { EventTypeDetail, EventTypeList } from "@/lib/api/event-types";
import { eventTypesQuery } from "@/lib/api/event-types-queries";
import { formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import classes from "./event-types-screen.module.css";
import { TypeActions } from "./type-actions";
import { TypeList } from "./type-list";

interface EventTypesScreenProps {
  readonly initial: EventTypeList;
  /** The type in the URL; without one, a narrow screen shows the list. */
  readonly selected: string | null;
  /** The type at the right. */
  readonly shown: EventTypeDetail | null;
  readonly children?: ReactNode;
}

/** The types at the left, with how often and in which versions; one of them at the right. */
export function EventTypesScreen({ initial, selected, shown, children }: EventTypesScreenProps) {
  const { data, error, refetch } = useQuery(eventTypesQuery(initial));
  const { types, events, eventsInOldVersions, upTo } = data ?? initial;
  const versions = types.reduce((sum, type) => sum + type.versions.length, 0);
  const old = events === 0 ? "" : `, ${formatPercent(eventsInOldVersions / events)} of events in old versions`;
  return (
    <>
      <PageHeader
        title="Event types"
        facts={`${formatCounted(types.length, "type")}, ${formatCounted(versions, "version")}${old}, up to position ${formatCount(BigInt(upTo))}`}
        folds
        actions={shown === null ? undefined : <TypeActions detail={shown} />}
      />
      {error !== null && (
        <ErrorState
          title="Event types could not be counted again"
          onRetry={() => refetch()}
          details={String(error.stack)}
        >
          {error.message} The figures below are those of the last answer.
        </ErrorState>
      )}
      {types.length === 0 ? (
        <EmptyState icon={IconTags} title="No event is stored yet">
          A type appears here with its first event.
        </EmptyState>
      ) : (
        <div className={classes.panes} data-selected={selected !== null || undefined}>
          <TypeList types={types} selected={shown?.type ?? null} />
          <div className={classes.detail}>{children}</div>
        </div>
      )}
    </>
  );
}
