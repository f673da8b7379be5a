"use client";
import { SegmentedControl } from "@mantine/core";
import dynamic from "next/dynamic";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { CopyId } from "@/components/layout/copy-id";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LinkButton } from "@/components/layout/link-button";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { ExportButton } from "@/components/stream-files/export-button";
import { ExportInUrl } from "@/components/stream-files/export-in-url";
import type { Correlation } from "@/lib/api/correlations";
import { formatDuration } from "@/lib/format/duration";
import { formatCounted } from "@/lib/format/number";
import { causationTree } from "./causation-tree";
import classes from "./correlation.module.css";
import { CorrelationLanes } from "./correlation-lanes";
import { CorrelationTable } from "./correlation-table";

const CausationGraph = dynamic(() => import("./causation-graph").then((module) => module.CausationGraph));

const VIEWS = ["graph", "lanes", "table"] as const;
const CHOICES = [
  { value: "graph", label: "Causes" },
  { value: "lanes", label: "Lanes" },
  { value: "table", label: "Table" },
];
const TITLES = { graph: "What caused what", lanes: "Streams on one time axis", table: "Events" } as const;

/** The events of a correlation id across streams: as the tree of their causes, as lanes in time, as a table. */
export function CorrelationView({ correlation }: { readonly correlation: Correlation }) {
  const { correlationId, events, streams, cut } = correlation;
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("graph"));
  const nodes = useMemo(() => causationTree(events), [events]);
  const times = events.map(({ occurredAt }) => Date.parse(occurredAt));
  const tookMs = Math.max(...times) - Math.min(...times);
  const roots = nodes.filter(({ cause }) => cause === null).length;
  const eventsHref = `/events?correlationId=${encodeURIComponent(correlationId)}`;
  return (
    <>
      <PageHeader
        title="Correlation"
        breadcrumb={[{ label: "Events", href: "/events" }]}
        facts={
          <>
            <CopyId value={correlationId} what="correlation id" />
            <span>
              {cut ? "the first " : ""}
              {formatCounted(events.length, "event")} in {formatCounted(streams, "stream")}
              {tookMs > 0 && `, over ${formatDuration(tookMs)}`}
            </span>
          </>
        }
        actions={
          <>
            <LinkButton href={eventsHref}>Show in events</LinkButton>
            <ExportButton />
          </>
        }
      />
      <ExportInUrl of={{ correlationId }} />
      <PageBody>
        <Panel
          title={TITLES[view]}
          note={
            view === "graph" ? `${formatCounted(roots, "beginning")}; an arrow leads from a cause to its effect` : null
          }
          aside={
            <SegmentedControl
              size="xs"
              aria-label="Show as"
              data={CHOICES}
              value={view}
              onChange={(value) => setView(VIEWS.find((each) => each === value) ?? "graph")}
            />
          }
          fill
        >
          {view === "graph" && <CausationGraph nodes={nodes} />}
          {view === "lanes" && (
            <>
              <CorrelationLanes nodes={nodes} />
              <div className={classes.legend}>
                {[...new Set(events.map(({ type }) => type))].map((type) => (
                  <EventTypeName key={type} type={type} />
                ))}
              </div>
            </>
          )}
          {view === "table" && <CorrelationTable nodes={nodes} />}
        </Panel>
        {cut && (
          <p className="secondary">
            These are the first {formatCounted(events.length, "event")}. <Link href={eventsHref}>All of them</Link> are
            on the events page.
          </p>
        )}
      </PageBody>
    </>
  );
}
