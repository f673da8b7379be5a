"use client";
import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { OVERVIEW_RANGES, type Overview, type OverviewRange, overviewQuery } from "@/lib/api/overview";
import type { Role } from "@/lib/auth/role";
import { ErrorState } from "../layout/error-state";
import { PageBody, PageHeader } from "../layout/page-header";
import { Time } from "../layout/time";
import { AppendsPanel } from "./appends-panel";
import { AttentionPanel } from "./attention-panel";
import { LagPanel } from "./lag-panel";
import classes from "./overview.module.css";
import { WorkersPanel } from "./workers-panel";

const RANGE_LABELS: Record<OverviewRange, string> = { "1h": "1 h", "6h": "6 h", "24h": "24 h", "7d": "7 d" };

interface OverviewScreenProps {
  readonly initial: Overview;
  readonly initialRange: OverviewRange;
  readonly role: Role;
}

/** What is wrong above everything else, then appends, workers, and lag with the worst first. */
export function OverviewScreen({ initial, initialRange, role }: OverviewScreenProps) {
  const [range, setRange] = useQueryState("range", parseAsStringLiteral(OVERVIEW_RANGES).withDefault("24h"));
  const { data, error, refetch } = useQuery({
    ...overviewQuery(range, range === initialRange ? initial : undefined),
    placeholderData: keepPreviousData,
  });
  const shown = data ?? initial;
  return (
    <>
      <PageHeader
        title="Overview"
        facts={<Time at={shown.at} show="exact" year="always" />}
        actions={
          <SegmentedControl
            aria-label="Range of the append rate"
            value={range}
            onChange={(value) => setRange(value as OverviewRange)}
            data={OVERVIEW_RANGES.map((value) => ({ value, label: RANGE_LABELS[value] }))}
          />
        }
      />
      <PageBody>
        {error !== null && (
          <ErrorState title="The overview could not be read again" onRetry={() => refetch()} details={error.message}>
            {error.message} What stands below is from <Time at={shown.at} show="exact" />.
          </ErrorState>
        )}
        <AttentionPanel items={shown.attention} projections={shown.projections} workers={shown.workers} role={role} />
        <div className={classes.middle}>
          <AppendsPanel appends={shown.appends} range={RANGE_LABELS[range]} />
          <WorkersPanel list={shown.workers} projections={shown.projections} />
        </div>
        <LagPanel projections={shown.projections} />
      </PageBody>
    </>
  );
}
