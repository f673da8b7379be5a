"use client";
import { Button, Menu } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { RoleButton } from "@/components/actions/role-button";
import { ThumbBar } from "@/components/actions/thumb-bar";
import { PageHeader } from "@/components/layout/page-header";
import type { DeadLetterSummary } from "@/lib/api/dead-letters";
import { type DeadLetterListFilter, deadLettersExportUrl } from "@/lib/api/dead-letters-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";

interface DeadLettersHeaderProps {
  readonly role: Role;
  readonly filter: DeadLetterListFilter;
  readonly summary: DeadLetterSummary;
  readonly onRetryAll: () => void;
}

/** How many there are and what waits behind them; the list as a file; a retry of all that match. */
export function DeadLettersHeader({ role, filter, summary, onRetryAll }: DeadLettersHeaderProps) {
  return (
    <PageHeader
      title="Dead letters"
      facts={factsOf(summary)}
      actions={
        <ThumbBar>
          <Export filter={filter} disabled={summary.total === 0} />
          <RoleButton
            role={role}
            needs="operator"
            blocked={summary.parked === 0 ? "No parked stream matches." : null}
            leftSection={<IconRefresh size={16} aria-hidden="true" />}
            onClick={onRetryAll}
          >
            Retry {formatCount(summary.parked)} that match…
          </RoleButton>
        </ThumbBar>
      }
    />
  );
}

function factsOf({ total, projectionCount, waiting, stopped }: DeadLetterSummary): string {
  if (total === 0) return stopped.length === 0 ? "" : `${formatCounted(stopped.length, "partition")} stopped`;
  const later = waiting === 0 ? "" : `, ${formatCounted(waiting, "later event")} held back in order`;
  return `${formatCount(total)} in ${formatCounted(projectionCount, "projection")}${later}`;
}

function Export({ filter, disabled }: { readonly filter: DeadLetterListFilter; readonly disabled: boolean }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button disabled={disabled} leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={deadLettersExportUrl(filter, "csv")} download>
          CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" href={deadLettersExportUrl(filter, "ndjson")} download>
          JSON, one object a line
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
