"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { ApiError } from "@/lib/api/fetch";
import { foldNowQuery } from "@/lib/api/fold-now";
import type { ProjectionDetail } from "@/lib/api/projections";
import { FoldForm } from "./fold-form";
import { foldParsers } from "./fold-parsers";
import { FoldResult } from "./fold-result";

const TOO_LARGE = 413;

interface FoldPanelProps {
  readonly projection: ProjectionDetail;
  /** Stands at the right of the head. */
  readonly close?: ReactNode;
}

/** A row folded from the stored events when somebody asks, with what it was read from. */
export function FoldPanel({ projection, close }: FoldPanelProps) {
  const { name, keyColumn, columns } = projection;
  const [url, setUrl] = useQueryStates(foldParsers, { history: "push" });
  const asked = { key: url.key ?? "", position: url.position ?? "" };
  const { data, error, isFetching, refetch } = useQuery(foldNowQuery(name, asked));
  const ask = (next: typeof asked) => {
    if (next.key === asked.key && next.position === asked.position) refetch();
    else setUrl({ key: next.key, position: next.position || null });
  };
  return (
    <Panel title="Fold now" note="from the stored events, when you ask" aside={close}>
      <FoldForm keyColumn={keyColumn} asked={asked} busy={isFetching} onAsk={ask} />
      {asked.key === "" ? (
        <EmptyState title={`Name the ${keyColumn} of a row`}>
          Its events are folded when you ask, and the row is shown with the number of events it was read from.
        </EmptyState>
      ) : error !== null ? (
        <ErrorState title={`${asked.key} could not be folded`} {...triable(error, refetch)} details={detailsOf(error)}>
          {error.message}
          {error instanceof ApiError && error.status === TOO_LARGE && " An earlier position has fewer events to read."}
        </ErrorState>
      ) : data === undefined ? (
        <LoadingRows rows={columns.length} label={`Folding ${asked.key}`} />
      ) : (
        <FoldResult
          asked={asked}
          fold={data}
          keyedByStream={projection.keyedBy === "stream"}
          onPosition={(position) => setUrl({ position })}
        />
      )}
    </Panel>
  );
}

/** A refusal stays one however often it is asked for. */
function triable(error: Error, retry: () => void): { onRetry?: () => void } {
  return error instanceof ApiError && error.status < 500 ? {} : { onRetry: retry };
}

function detailsOf(error: Error): string {
  return [error.message, error instanceof ApiError ? error.requestId : undefined, error.stack]
    .filter(Boolean)
    .join("\n");
}
