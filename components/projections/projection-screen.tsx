"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { ThumbBar } from "@/components/actions/thumb-bar";
import { ErrorState } from "@/components/layout/error-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Tag } from "@/components/layout/status-tag";
import type { ProjectionDetail } from "@/lib/api/projections";
import { projectionQuery } from "@/lib/api/projections-queries";
import type { Rebuild } from "@/lib/api/rebuilds";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { ProjectionActions } from "./projection-actions";
import { projectionHref } from "./projection-href";
import classes from "./projection-screen.module.css";
import { PROJECTION_TABS, type ProjectionTab, TAB_WORDS } from "./projection-tabs";

interface ProjectionScreenProps {
  readonly initial: ProjectionDetail;
  readonly role: Role;
  readonly tab: ProjectionTab;
  readonly children: ReactNode;
}

/** The frame of a projection's page: what serves, what is being rebuilt, what can be done, and the tabs. */
export function ProjectionScreen({ initial, role, tab, children }: ProjectionScreenProps) {
  const { data, error, refetch } = useQuery(projectionQuery(initial.name, initial));
  const projection = data ?? initial;
  return (
    <>
      <PageHeader
        title={projection.name}
        mono
        breadcrumb={[{ label: "Projections", href: "/projections" }]}
        facts={<Facts projection={projection} />}
        actions={
          <ThumbBar>
            <ProjectionActions projection={projection} role={role} tab={tab} />
          </ThumbBar>
        }
      />
      <nav className={classes.tabs} aria-label={`Parts of ${projection.name}`}>
        {PROJECTION_TABS.map((each) => (
          <Link
            key={each}
            href={projectionHref(projection.name, each === "live" ? undefined : each)}
            className={classes.tab}
            aria-current={each === tab ? "page" : undefined}
          >
            {TAB_WORDS[each]}
            {each === "dead-letters" && projection.parked.streams > 0 && ` ${formatCount(projection.parked.streams)}`}
          </Link>
        ))}
      </nav>
      <PageBody>
        {error !== null && (
          <ErrorState
            title={`${projection.name} could not be read again`}
            onRetry={() => refetch()}
            details={String(error.stack)}
          >
            {error.message} The figures below are those of the last answer.
          </ErrorState>
        )}
        {children}
      </PageBody>
    </>
  );
}

function Facts({ projection }: { readonly projection: ProjectionDetail }) {
  const { servingVersion, activeRebuild, mode, partitions } = projection;
  return (
    <>
      {servingVersion !== null && <Tag tone="success">v{servingVersion} serving</Tag>}
      {activeRebuild !== null && <RebuildTag rebuild={activeRebuild} />}
      <span>
        {mode}
        {mode === "live" ? "" : `, ${formatCounted(partitions, "partition")}`}
      </span>
    </>
  );
}

function RebuildTag({ rebuild }: { readonly rebuild: Rebuild }) {
  const { status, paused, scope, version } = rebuild;
  const what = scope === "whole" ? `v${version}` : `one ${scope}`;
  if (status === "ready") return <Tag tone="success">{what} ready</Tag>;
  if (paused !== null) return <Tag>{what} paused</Tag>;
  return (
    <Tag tone="accent">
      {what} {status === "queued" ? "waits for a worker" : "rebuilding"}
    </Tag>
  );
}
