"use client";
import { Select } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import { useTimeZone } from "@/components/layout/time-zone";
import { scopeWords } from "@/components/rebuild/rebuild-status";
import { RebuildView } from "@/components/rebuild/rebuild-view";
import type { ProjectionDetail } from "@/lib/api/projections";
import { projectionQuery } from "@/lib/api/projections-queries";
import type { Rebuild } from "@/lib/api/rebuilds";
import type { Role } from "@/lib/auth/role";
import { formatInstant } from "@/lib/format/instant";
import type { ProjectionTabData } from "@/lib/queries/projections/projection-tab";
import classes from "./rebuild-tab.module.css";
import { rebuildUnavailable } from "./rebuild-unavailable";

interface RebuildTabProps {
  readonly projection: ProjectionDetail;
  readonly content: Extract<ProjectionTabData, { readonly tab: "rebuild" }>;
  readonly role: Role;
}

/** The rebuild under way, or the last one, or the one that the URL names; laid over earlier runs. */
export function RebuildTab({ projection: initial, content, role }: RebuildTabProps) {
  const { data: projection = initial } = useQuery(projectionQuery(initial.name, initial));
  const { runs, shown, past, comparable, face } = content;
  if (shown === null) return <NeverRebuilt projection={projection} />;
  return (
    <>
      {runs.length > 1 && <RunChoice runs={runs} shown={shown.id} />}
      <RebuildView
        key={shown.id}
        initial={shown}
        past={past}
        comparable={comparable}
        projection={projection}
        role={role}
        face={face}
      />
    </>
  );
}

function NeverRebuilt({ projection }: { readonly projection: ProjectionDetail }) {
  const unavailable = rebuildUnavailable(projection);
  return (
    <Panel title="Rebuild">
      {unavailable === null ? (
        <EmptyState icon={IconRefresh} title={`${projection.name} was never rebuilt`}>
          A rebuild reads its events again into a new table while v{projection.servingVersion ?? 1} goes on serving. Its
          rate and its chart stay here.
        </EmptyState>
      ) : (
        <EmptyState icon={IconRefresh} title={`${projection.name} is never rebuilt`}>
          {unavailable}
        </EmptyState>
      )}
    </Panel>
  );
}

function RunChoice({ runs, shown }: { readonly runs: readonly Rebuild[]; readonly shown: string }) {
  const [, setPlace] = useQueryStates(
    { run: parseAsString, view: parseAsString, compare: parseAsString, kind: parseAsString, column: parseAsString },
    { shallow: false, history: "push" },
  );
  const timeZone = useTimeZone();
  const label = (run: Rebuild) =>
    `${scopeWords(run)}, ${formatInstant(new Date(run.requestedAt), { timeZone, weekday: false })}`;
  return (
    <div className={classes.bar}>
      <Select
        aria-label="Run"
        size="xs"
        w={280}
        allowDeselect={false}
        data={runs.map((run) => ({ value: run.id, label: label(run) }))}
        value={shown}
        onChange={(run) => setPlace({ run, view: null, compare: null, kind: null, column: null })}
      />
    </div>
  );
}
