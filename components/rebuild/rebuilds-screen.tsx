"use client";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import type { RebuildList } from "@/lib/api/rebuilds";
import { rebuildsQuery } from "@/lib/api/rebuilds-queries";
import { formatCounted } from "@/lib/format/number";
import { isActive } from "./rebuild-status";
import { RebuildsTable } from "./rebuilds-table";

/** Rebuilds of every projection: those under way, then the past ones. */
export function RebuildsScreen({ initial }: { readonly initial: RebuildList }) {
  const { data, error, refetch } = useQuery(rebuildsQuery(initial));
  const { rebuilds, liveWorkers } = data ?? initial;
  const active = rebuilds.filter(isActive);
  const past = rebuilds.filter((rebuild) => !isActive(rebuild));
  return (
    <>
      <PageHeader title="Rebuilds" facts={`${active.length} under way on ${formatCounted(liveWorkers, "worker")}`} />
      <PageBody>
        {error !== null && (
          <ErrorState title="Rebuilds could not be read again" onRetry={() => refetch()} details={String(error.stack)}>
            {error.message} The rows below are those of the last answer.
          </ErrorState>
        )}
        <Panel title="Under way" note={liveWorkers === 0 ? "no worker is alive; they wait" : undefined}>
          <RebuildsTable
            rebuilds={active}
            empty={
              <EmptyState icon={IconRefresh} title="No rebuild is under way">
                Start one from the page of a projection. Readers go on reading the old version meanwhile.
              </EmptyState>
            }
          />
        </Panel>
        <Panel title="Past" note={past.length === 0 ? undefined : `the last ${past.length}`}>
          <RebuildsTable
            rebuilds={past}
            empty={
              <EmptyState title="No rebuild has ended yet">
                Their rates and durations stay here, for estimates and comparison.
              </EmptyState>
            }
          />
        </Panel>
      </PageBody>
    </>
  );
}
