"use client";
import { IconGitFork, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { StatusTag, Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { Upcaster, UpcasterList } from "@/lib/api/upcasters";
import { upcastersQuery } from "@/lib/api/upcasters-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { UpcasterStateTag } from "./editor-facts";
import classes from "./upcasters-screen.module.css";

interface UpcastersScreenProps {
  readonly initial: UpcasterList;
  readonly role: Role;
}

/** Upcasters of the console and of the code, which together form one chain. */
export function UpcastersScreen({ initial, role }: UpcastersScreenProps) {
  const router = useRouter();
  const { data, error, refetch } = useQuery(upcastersQuery(initial));
  const [active, setActive] = useState<string | null>(null);
  const { upcasters, problems } = data ?? initial;
  const drafts = upcasters.filter(({ state }) => state === "draft").length;
  const inCode = upcasters.filter(({ source }) => source === "code").length;
  return (
    <>
      <PageHeader
        title="Upcasters"
        facts={`${inCode} in code, ${formatCount(upcasters.length - inCode)} in the console, ${formatCounted(drafts, "draft")}`}
        actions={
          <RoleButton
            role={role}
            needs="operator"
            variant="filled"
            leftSection={<IconPlus size={14} />}
            onClick={() => router.push("/upcasters/new")}
          >
            New upcaster…
          </RoleButton>
        }
      />
      <PageBody>
        {error !== null && (
          <ErrorState title="Upcasters could not be read again" onRetry={() => refetch()} details={String(error.stack)}>
            {error.message} The rows below are those of the last answer.
          </ErrorState>
        )}
        <Panel
          title="Upcasters"
          note="from the version they read to the one they make"
          aside={
            problems.length === 0 ? (
              <StatusTag status="ok">Every chain is whole</StatusTag>
            ) : (
              <StatusTag status="warning">{formatCounted(problems.length, "problem")}</StatusTag>
            )
          }
        >
          {problems.map(({ message }) => (
            <p key={message} className={classes.problem}>
              {message}.
            </p>
          ))}
          <DataTable
            label="Upcasters"
            columns={COLUMNS}
            rows={upcasters}
            rowKey={({ id }) => id}
            rowHeight={36}
            virtual={false}
            activeKey={active}
            onActivate={({ id }) => setActive(id)}
            onOpen={({ id }) => router.push(upcasterHref(id))}
            pageKeys
            rowTone={({ state }) => (state === "retired" ? "muted" : undefined)}
            empty={
              <EmptyState icon={IconGitFork} title="No upcaster yet">
                Every event is read as it was stored. When a shape changes, an upcaster turns old events into the new
                one.
              </EmptyState>
            }
          />
        </Panel>
      </PageBody>
    </>
  );
}

function upcasterHref(id: string): string {
  return `/upcasters/${encodeURIComponent(id)}`;
}

const COLUMNS: readonly Column<Upcaster>[] = [
  {
    id: "title",
    header: "Title",
    cell: ({ id, title }) => (
      <Link href={upcasterHref(id)} className={classes.title} title={title}>
        {title}
      </Link>
    ),
  },
  {
    id: "reads",
    header: "Reads, makes",
    width: 288,
    cell: ({ from, to }) => (
      <span className={classes.edge}>
        <EventTypeName
          type={from.type}
          schema={to.type === from.type ? `v${from.schemaVersion} → v${to.schemaVersion}` : `v${from.schemaVersion} →`}
        />
        {to.type !== from.type && <EventTypeName type={to.type} schema={`v${to.schemaVersion}`} />}
      </span>
    ),
  },
  { id: "state", header: "State", width: 84, cell: ({ state }) => <UpcasterStateTag state={state} /> },
  { id: "source", header: "Where", width: 72, priority: 2, cell: ({ source }) => <Tag tone="outline">{source}</Tag> },
  {
    id: "events",
    header: "Stored events",
    align: "right",
    width: 110,
    priority: 2,
    cell: ({ events }) => formatCount(events),
  },
  {
    id: "changed",
    header: "Changed",
    align: "right",
    width: 170,
    priority: 3,
    cell: ({ createdBy, updatedAt, activatedAt, activatedBy, retiredAt, retiredBy }) => {
      const at = retiredAt ?? activatedAt ?? updatedAt;
      if (at === null) return <span className="hint">with a release</span>;
      return (
        <span className="secondary">
          {retiredBy ?? activatedBy ?? createdBy}, <Time at={at} />
        </span>
      );
    },
  },
];
