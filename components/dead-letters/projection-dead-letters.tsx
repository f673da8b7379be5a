"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LinkButton } from "@/components/layout/link-button";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import type { DeadLetter, DeadLetterPage } from "@/lib/api/dead-letters";
import { formatCount } from "@/lib/format/number";

/** What a projection could not apply: a tab of its page. */
export function ProjectionDeadLetters({ name, page }: { readonly name: string; readonly page: DeadLetterPage }) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  return (
    <Panel
      title="Dead letters"
      note={page.next === null ? undefined : `the first ${page.deadLetters.length}`}
      aside={
        page.deadLetters.length > 0 && (
          <LinkButton href={`/dead-letters?${new URLSearchParams({ projection: name })}`}>
            Retry, edit or skip
          </LinkButton>
        )
      }
    >
      <DataTable
        label="Dead letters"
        columns={COLUMNS}
        rows={page.deadLetters}
        rowKey={({ id }) => id}
        rowHeight={36}
        virtual={false}
        activeKey={active}
        onActivate={({ id }) => setActive(id)}
        onOpen={(letter) => router.push(hrefOf(letter))}
        pageKeys
        empty={
          <EmptyState title={`${name} holds nothing back`}>
            An event that it cannot apply appears here, with its stream, which waits behind it.
          </EmptyState>
        }
      />
    </Panel>
  );
}

function hrefOf({ id, projection }: DeadLetter): string {
  return `/dead-letters?${new URLSearchParams({ projection, id })}`;
}

const COLUMNS: readonly Column<DeadLetter>[] = [
  { id: "event", header: "Event", width: 200, cell: ({ type }) => <EventTypeName type={type} /> },
  {
    id: "stream",
    header: "Stream",
    width: 220,
    cell: (letter) => (
      <Link href={hrefOf(letter)} className="mono">
        <ShownText text={letter.streamId} />
      </Link>
    ),
  },
  {
    id: "at",
    header: "Version",
    width: 72,
    align: "right",
    priority: 2,
    cell: ({ streamVersion }) => formatCount(streamVersion),
  },
  { id: "error", header: "Error", cell: ({ message }) => <span title={message}>{message}</span> },
  {
    id: "attempts",
    header: "Attempts",
    width: 80,
    align: "right",
    priority: 2,
    cell: (each) => formatCount(each.attempts),
  },
  { id: "held", header: "Held back", width: 88, align: "right", cell: ({ waiting }) => formatCount(waiting) },
  { id: "failed", header: "Failed", width: 120, align: "right", cell: ({ failedAt }) => <Time at={failedAt} /> },
];
