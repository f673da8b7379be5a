"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { ChainGraph } from "@/components/chain-graph/chain-graph";
import { SchemaPanel } from "@/components/event-schemas/schema-panel";
import { ErrorState } from "@/components/layout/error-state";
import { Panel } from "@/components/layout/panel";
import type { EventSchemaSummary } from "@/lib/api/event-schemas";
import type { ShapeDiff, TypeHistory } from "@/lib/api/event-type-shape";
import type { EventTypeDetail as Detail } from "@/lib/api/event-types";
import { eventTypeQuery } from "@/lib/api/event-types-queries";
import type { Role } from "@/lib/auth/role";
import { CategoriesPanel } from "./categories-panel";
import { ChainStatus } from "./chain-status";
import { DetailHead } from "./detail-head";
import classes from "./event-type-detail.module.css";
import { shapeParsers } from "./event-types-url";
import { HistoryPanel } from "./history-panel";
import { ReadersPanel } from "./readers-panel";
import { SampleEvents } from "./sample-events";
import { ShapePanel } from "./shape-panel";
import { VersionBars } from "./version-bars";
import { shownVersion } from "./version-pair";

interface EventTypeDetailProps {
  readonly initial: Detail;
  readonly history: TypeHistory;
  /** Of the two versions that the URL compares, if it does. */
  readonly diff: ShapeDiff | null;
  /** Those of this type. */
  readonly schemas: readonly EventSchemaSummary[];
  readonly role: Role;
}

/** One type: how much of it lies in which version, whether its chain is whole, what is in its events, who reads it. */
export function EventTypeDetail({ initial, history, diff, schemas, role }: EventTypeDetailProps) {
  const { data, error, refetch } = useQuery(eventTypeQuery(initial.type, initial));
  const [{ version }] = useQueryStates(shapeParsers);
  const detail = data ?? initial;
  const { type, versions, slot, nodes, edges, problems, readAs, samples } = detail;
  const shown = shownVersion(version, versions);
  const newest = readAs.map((schema) => `${schema.type === type ? "" : `${schema.type} `}v${schema.schemaVersion}`);
  return (
    <div className={classes.detail}>
      <DetailHead detail={detail} role={role} />
      {error !== null && (
        <ErrorState title={`${type} could not be read again`} onRetry={() => refetch()} details={String(error.stack)}>
          {error.message} What follows is the last answer.
        </ErrorState>
      )}
      <div className={classes.columns}>
        <VersionBars detail={detail} schemas={schemas} />
        <HistoryPanel initial={history} slot={slot} />
      </div>
      <Panel
        title={
          <>
            Chain
            <ChainStatus detail={detail} />
          </>
        }
        aside={newest.length === 1 && `Everything that reads ${type} gets ${newest[0]}`}
      >
        <ChainGraph nodes={nodes} edges={edges} problems={problems} />
      </Panel>
      <ShapePanel detail={detail} diff={diff} />
      {shown !== undefined && (
        <SchemaPanel key={shown.schemaVersion} type={type} version={shown.schemaVersion} role={role} />
      )}
      <div className={`${classes.columns} ${classes.use}`}>
        {shown !== undefined && <CategoriesPanel type={type} version={shown} />}
        <ReadersPanel detail={detail} />
      </div>
      <Panel title="Sample events" note="the latest and the first, as they are stored">
        <SampleEvents samples={samples} />
      </Panel>
    </div>
  );
}
