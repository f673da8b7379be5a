"use client";
import { Select } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { useTimeZone } from "@/components/layout/time-zone";
import { RebuildView } from "@/components/rebuild/rebuild-view";
import type { ProjectionDetail } from "@/lib/api/projections";
import { projectionQuery } from "@/lib/api/projections-queries";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import { formatInstant } from "@/lib/format/instant";
import classes from "./rebuild-tab.module.css";

interface RebuildTabProps {
  readonly projection: ProjectionDetail;
  readonly runs: readonly Rebuild[];
  readonly shown: RebuildProgress | null;
  readonly past: RebuildProgress | null;
}

/** The rebuild under way, or the last one, or the one that the URL names; laid over an earlier run. */
export function RebuildTab({ projection: initial, runs, shown, past }: RebuildTabProps) {
  const { data: projection = initial } = useQuery(projectionQuery(initial.name, initial));
  const [, setRun] = useQueryState("run", parseAsString.withOptions({ shallow: false, history: "push" }));
  const [, setCompare] = useQueryState("compare", parseAsString.withOptions({ shallow: false, history: "replace" }));
  const timeZone = useTimeZone();
  if (shown === null) {
    return (
      <Panel title="Rebuild">
        <EmptyState icon={IconRefresh} title={`${initial.name} was never rebuilt`}>
          A rebuild reads its events again into a new table while v{initial.servingVersion ?? 1} goes on serving. Its
          rate and its chart stay here.
        </EmptyState>
      </Panel>
    );
  }
  const label = (run: Rebuild) =>
    `v${run.version}, ${formatInstant(new Date(run.requestedAt), { timeZone, weekday: false })}`;
  const options = runs.map((run) => ({ value: run.id, label: label(run) }));
  return (
    <>
      {runs.length > 1 && (
        <div className={classes.bar}>
          <Select
            aria-label="Run"
            size="xs"
            allowDeselect={false}
            data={options}
            value={shown.id}
            onChange={(id) => setRun(id)}
          />
          <Select
            aria-label="Compare with"
            size="xs"
            placeholder="Compare with"
            clearable
            data={options.filter(({ value }) => value !== shown.id)}
            value={past?.id ?? null}
            onChange={(id) => setCompare(id ?? "none")}
          />
        </div>
      )}
      <RebuildView key={shown.id} initial={shown} past={past} projection={projection} />
    </>
  );
}
