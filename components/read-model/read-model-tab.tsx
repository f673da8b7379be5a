"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import type { AsOfPoint } from "@/components/as-of/as-of-control";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { QueryError } from "@/components/lists/query-error";
import { foldsQuery } from "@/lib/api/folds-queries";
import type { LogPoint } from "@/lib/api/jobs";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";
import type { ReadModelTabData } from "@/lib/queries/projections/read-model-tab";
import { FoldsPanel } from "./folds-panel";
import { LiveRows } from "./live-rows";
import { PastView } from "./past-view";
import { ReadModelBar } from "./read-model-bar";
import { isSamePoint, pointOfUrl, readModelParsers } from "./read-model-url";
import { RowPanel } from "./row-panel";

interface ReadModelTabProps {
  readonly projection: ProjectionDetail;
  readonly content: ReadModelTabData;
  readonly role: Role;
}

const { position, instant, clock, key } = readModelParsers;
const NO_PAGE = { since: null, search: null, after: null };

/** The rows of a projection as of now or of then: all of them, or one folded on request. */
export function ReadModelTab({ projection, content, role }: ReadModelTabProps) {
  const { name, kind } = projection;
  const [url, setUrl] = useQueryStates({ position, instant, clock, key }, { history: "push" });
  const [, setPlace] = useQueryStates({ ...readModelParsers }, { history: "push", shallow: false });
  const { data, error, refetch } = useQuery(foldsQuery(name, content.folds));
  const point = pointOfUrl(url);
  const foldable = kind === "fold";
  const onFold = useCallback((wanted: string | null) => void setUrl({ key: wanted }), [setUrl]);
  const goTo = (next: AsOfPoint | null) =>
    void setPlace({
      ...NO_PAGE,
      ...{ position: next?.position ?? null, instant: next?.instant ?? null, clock: next?.clock ?? null },
    });
  const folds = data?.folds ?? content.folds.folds;
  const fold = point === null ? undefined : folds.find(({ job }) => isSamePoint(job.params.point, point));
  return (
    <>
      <ReadModelBar
        point={point}
        onPoint={goTo}
        keyColumn={foldable ? projection.keyColumn : null}
        asked={url.key}
        onAsk={onFold}
      />
      {url.key !== null && url.key !== "" && foldable && (
        <RowPanel
          projection={projection}
          rowKey={url.key}
          point={point}
          onPosition={(wanted) => goTo({ position: wanted })}
          onClose={() => onFold(null)}
        />
      )}
      {error !== null && <QueryError title="The folds could not be read again" error={error} onRetry={refetch} />}
      {point === null ? (
        <Now projection={projection} content={content} onFold={foldable ? onFold : null} />
      ) : (
        <PastView
          name={name}
          point={logPoint(point)}
          fold={fold}
          initial={fold !== undefined && content.past?.id === fold.job.id ? content.past : null}
          role={role}
          onFold={foldable ? onFold : null}
        />
      )}
      {folds.length > 0 && <FoldsPanel name={name} folds={folds} role={role} onOpen={goTo} />}
    </>
  );
}

function logPoint({ position: at, instant: when, clock: by = "occurred" }: AsOfPoint): LogPoint {
  return when === undefined ? { position: at ?? "0" } : { instant: when, clock: by };
}

interface NowProps extends Pick<ReadModelTabProps, "projection" | "content"> {
  readonly onFold: ((key: string | null) => void) | null;
}

function Now({ projection, content, onFold }: NowProps) {
  if (content.page !== null) return <LiveRows page={content.page} total={projection.rows} onFold={onFold} />;
  if (projection.mode === "live") {
    return (
      <Panel title="Rows" note="folded when you ask">
        <EmptyState title="It keeps no rows">
          Name the {projection.keyColumn} of a row above: its events are folded, as of now or of then.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title="Read model">
      <EmptyState title="There is no read model yet">It appears when the first version is built.</EmptyState>
    </Panel>
  );
}
