"use client";
import { IconGitFork, IconPlus, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import { ImportDialog } from "@/components/upcaster-export/import-dialog";
import type { UpcasterSetList } from "@/lib/api/upcaster-sets";
import { isUnpublished, type UpcasterList } from "@/lib/api/upcasters";
import { upcastersQuery } from "@/lib/api/upcasters-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { ActiveSetPanel } from "./active-set-panel";
import { upcasterHref } from "./upcaster-href";
import classes from "./upcasters-screen.module.css";
import { UPCASTER_COLUMNS } from "./upcasters-screen-columns";

interface UpcastersScreenProps {
  readonly initial: UpcasterList;
  readonly sets: UpcasterSetList;
  readonly role: Role;
}

/** Upcasters of the console and of the code, which together form one chain; and which sets of them were active. */
export function UpcastersScreen({ initial, sets, role }: UpcastersScreenProps) {
  const router = useRouter();
  const { data, error, refetch } = useQuery(upcastersQuery(initial));
  const [active, setActive] = useState<string | null>(null);
  const [isImporting, setImporting] = useState(false);
  const { upcasters, problems } = data ?? initial;
  const drafts = upcasters.filter(({ state }) => isUnpublished(state)).length;
  const inCode = upcasters.filter(({ source }) => source === "code").length;
  return (
    <>
      <PageHeader
        title="Upcasters"
        facts={
          <>
            <span>
              {inCode} in code, {formatCount(upcasters.length - inCode)} in the console,{" "}
              {formatCounted(drafts, "draft")}
            </span>
            <Link href="/upcasters/copies">Copies of categories</Link>
          </>
        }
        actions={
          <>
            <RoleButton
              role={role}
              needs="operator"
              leftSection={<IconUpload size={14} />}
              onClick={() => setImporting(true)}
            >
              Import…
            </RoleButton>
            <RoleButton
              role={role}
              needs="operator"
              variant="filled"
              leftSection={<IconPlus size={14} />}
              onClick={() => router.push("/upcasters/new")}
            >
              New upcaster…
            </RoleButton>
          </>
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
            columns={UPCASTER_COLUMNS}
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
        <ActiveSetPanel initial={sets} role={role} />
        <ImportDialog opened={isImporting} onClose={() => setImporting(false)} />
      </PageBody>
    </>
  );
}
