"use client";
import { SegmentedControl, TextInput } from "@mantine/core";
import { IconLayoutColumns, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { ChartLegend } from "@/components/charts/chart-legend";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LinkButton } from "@/components/layout/link-button";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { PROJECTION_MODES, type ProjectionList, type ProjectionSummary } from "@/lib/api/projections";
import { projectionsQuery } from "@/lib/api/projections-queries";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { LagChart } from "./lag-chart";
import { HOUR_MS, lagSeries, stoppedMarks } from "./lag-series";
import classes from "./projections-screen.module.css";
import { ProjectionsTable } from "./projections-table";

const SHOWN = ["all", "attention", ...PROJECTION_MODES] as const;
const SHOWN_WORDS: Readonly<Record<(typeof SHOWN)[number], string>> = {
  all: "All",
  attention: "Needs attention",
  async: "Async",
  inline: "Inline",
  live: "Live",
  reactor: "Reactors",
};

interface ProjectionsScreenProps {
  readonly initial: ProjectionList;
  readonly role: Role;
}

/** All projections: how far each is behind, what each needs and why; what needs nobody stays quiet. */
export function ProjectionsScreen({ initial, role }: ProjectionsScreenProps) {
  const { data, error, refetch } = useQuery(projectionsQuery(initial));
  const list = data ?? initial;
  const [view, setView] = useQueryStates({
    show: parseAsStringLiteral(SHOWN).withDefault("all"),
    name: parseAsString.withDefault(""),
  });
  const series = useMemo(() => lagSeries(list.projections), [list.projections]);
  const now = Date.parse(list.at);
  const of = (show: (typeof SHOWN)[number]) => list.projections.filter((projection) => belongsTo(projection, show));
  const shown = of(view.show).filter(({ name }) => name.includes(view.name.trim().toLowerCase()));
  const partitions = list.projections.reduce((sum, projection) => sum + projection.partitions, 0);
  return (
    <>
      <PageHeader
        title="Projections"
        facts={`${formatCounted(list.projections.length, "projection")}, ${formatCounted(partitions, "partition")} on ${formatCounted(list.liveWorkers, "worker")}`}
        actions={<LinkButton href="/projections/new">New projection…</LinkButton>}
      />
      <PageBody>
        {error !== null && (
          <ErrorState
            title="Projections could not be read again"
            onRetry={() => refetch()}
            details={String(error.stack)}
          >
            {error.message} The figures below are those of the last answer.
          </ErrorState>
        )}
        <Panel title="Events behind the watermark" note="last hour, log scale" aside={<ChartLegend series={series} />}>
          {series.every(({ points }) => points.length < 2) ? (
            <EmptyState title="Not measured yet">
              Workers note every few seconds how far each projection is behind; the lines appear after a minute.
            </EmptyState>
          ) : (
            <LagChart
              series={series}
              marks={[...list.marks, ...stoppedMarks(list.projections)]}
              from={now - HOUR_MS}
              to={now}
            />
          )}
        </Panel>
        <section className={classes.list} aria-label="Projections">
          <div className={classes.filters}>
            <SegmentedControl
              aria-label="Which projections"
              value={view.show}
              onChange={(show) => setView({ show: SHOWN.find((each) => each === show) ?? "all" })}
              data={SHOWN.map((show) => ({ value: show, label: `${SHOWN_WORDS[show]} ${of(show).length}` }))}
            />
            <TextInput
              className={classes.search ?? ""}
              aria-label="Filter by name"
              placeholder="Filter by name"
              leftSection={<IconSearch size={14} aria-hidden="true" />}
              value={view.name}
              onChange={(event) => setView({ name: event.currentTarget.value })}
            />
          </div>
          {list.projections.length === 0 ? (
            <EmptyState icon={IconLayoutColumns} title="No projection is registered">
              A worker registers the projections of its code when it starts: npm run worker.
            </EmptyState>
          ) : (
            <ProjectionsTable projections={shown} role={role} onClear={() => setView({ show: "all", name: "" })} />
          )}
        </section>
      </PageBody>
    </>
  );
}

function belongsTo({ mode, needs }: ProjectionSummary, show: (typeof SHOWN)[number]): boolean {
  return show === "all" || (show === "attention" ? needs.length > 0 : mode === show);
}
