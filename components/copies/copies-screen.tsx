"use client";
import { IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { EmptyState } from "@/components/layout/empty-state";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { QueryError } from "@/components/lists/query-error";
import { isUnderWay } from "@/lib/api/job-status";
import type { JobList } from "@/lib/api/jobs";
import { jobsQuery } from "@/lib/api/jobs-queries";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { CopiesTable } from "./copies-table";
import { CopyDialog } from "./copy-dialog";

interface CopiesScreenProps {
  readonly initial: JobList;
  readonly role: Role;
}

/** Copies of categories, written as their events are read today. */
export function CopiesScreen({ initial, role }: CopiesScreenProps) {
  const { data, error, refetch } = useQuery(jobsQuery("copy-category", initial));
  const [asking, setAsking] = useState(false);
  const { jobs, liveWorkers } = data ?? initial;
  const copies = jobs.filter((job) => job.kind === "copy-category");
  const atWork = copies.filter(isUnderWay).length;
  return (
    <>
      <PageHeader
        title="Copies"
        breadcrumb={[{ label: "Upcasters", href: "/upcasters" }]}
        facts={`${atWork} under way on ${formatCounted(liveWorkers, "worker")}`}
        actions={
          <RoleButton
            role={role}
            needs="admin"
            variant="filled"
            leftSection={<IconCopy size={14} />}
            onClick={() => setAsking(true)}
          >
            Copy a category…
          </RoleButton>
        }
      />
      <PageBody>
        {error !== null && (
          <QueryError title="Copies could not be read again" error={error} onRetry={() => void refetch()} />
        )}
        <Panel
          title="Copies"
          note={liveWorkers === 0 && atWork > 0 ? "no worker is alive; they wait" : "originals are never touched"}
        >
          <CopiesTable
            copies={copies}
            empty={
              <EmptyState icon={IconCopy} title="No category was copied yet">
                A copy writes a category’s events, as upcasters read them today, into new streams with links back. Most
                changes need none: events are converted whenever they are read.
              </EmptyState>
            }
          />
        </Panel>
      </PageBody>
      {asking && <CopyDialog role={role} onClose={() => setAsking(false)} />}
    </>
  );
}
