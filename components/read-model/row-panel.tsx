"use client";
import { CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { AsOfPoint } from "@/components/as-of/as-of-control";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { ApiError } from "@/lib/api/fetch";
import { foldNowQuery } from "@/lib/api/fold-now";
import type { ProjectionDetail } from "@/lib/api/projections";
import { FoldedResult } from "./folded-result";
import { PointWords } from "./point-words";

const TOO_LARGE = 413;

interface RowPanelProps {
  readonly projection: ProjectionDetail;
  readonly rowKey: string;
  /** null: now. */
  readonly point: AsOfPoint | null;
  readonly onPosition: (position: string) => void;
  readonly onClose: () => void;
}

/** One row, folded from the stored events when somebody asks, beside the one that consumers see now. */
export function RowPanel({ projection, rowKey, point, onPosition, onClose }: RowPanelProps) {
  const { name, columns } = projection;
  const { data, error, refetch } = useQuery(foldNowQuery(name, { key: rowKey, ...point }));
  return (
    <Panel
      title="One row"
      note={point === null ? "folded from the stored events just now" : <PointWords point={point} />}
      aside={<CloseButton aria-label="Close the row" onClick={onClose} />}
    >
      {error !== null ? (
        <ErrorState title={`${rowKey} could not be folded`} {...triable(error, refetch)} details={detailsOf(error)}>
          {error.message}
          {error instanceof ApiError && error.status === TOO_LARGE && tooLargeWords(point)}
        </ErrorState>
      ) : data === undefined ? (
        <LoadingRows rows={columns.length} label={`Folding ${rowKey}`} />
      ) : (
        <FoldedResult
          asked={rowKey}
          fold={data}
          keyedByStream={projection.keyedBy === "stream"}
          onPosition={onPosition}
        />
      )}
    </Panel>
  );
}

function tooLargeWords(point: AsOfPoint | null): string {
  return point === null
    ? " The stored row is in the table; as of a point of the past, a worker can fold the whole read model."
    : " A worker can fold the whole read model as of then: see below.";
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
