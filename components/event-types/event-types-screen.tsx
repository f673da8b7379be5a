"use client";
import { Button, TextInput } from "@mantine/core";
import { IconGitFork, IconSearch, IconTags } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { PageHeader } from "@/components/layout/page-header";
import { StatusIcon } from "@/components/layout/status-tag";
import type { EventTypeList } from "@/lib/api/event-types";
import { eventTypesQuery } from "@/lib/api/event-types-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import classes from "./event-types-screen.module.css";

interface EventTypesScreenProps {
  readonly initial: EventTypeList;
  readonly selected: string | null;
  readonly role: Role;
  readonly children: ReactNode;
}

/** The types at the left, with how often and in which versions; one of them at the right. */
export function EventTypesScreen({ initial, selected, role, children }: EventTypesScreenProps) {
  const { data, error, refetch } = useQuery(eventTypesQuery(initial));
  const { types, events, eventsInOldVersions, upTo } = data ?? initial;
  const [filter, setFilter] = useQueryState("filter", parseAsString.withDefault(""));
  const router = useRouter();
  const shown = types.filter(({ type }) => type.toLowerCase().includes(filter.trim().toLowerCase()));
  const versions = types.reduce((sum, type) => sum + type.versions.length, 0);
  const broken = types.filter(({ chainWhole }) => !chainWhole);
  const old = events === 0 ? "" : `, ${formatPercent(eventsInOldVersions / events)} of events in old versions`;
  return (
    <>
      <PageHeader
        title="Event types"
        facts={`${formatCounted(types.length, "type")}, ${formatCounted(versions, "version")}${old}, up to position ${formatCount(BigInt(upTo))}`}
        actions={
          <RoleButton
            role={role}
            needs="operator"
            variant="filled"
            leftSection={<IconGitFork size={14} />}
            onClick={() =>
              router.push(selected === null ? "/upcasters/new" : `/upcasters/new?type=${encodeURIComponent(selected)}`)
            }
          >
            New upcaster…
          </RoleButton>
        }
      />
      {error !== null && (
        <ErrorState
          title="Event types could not be counted again"
          onRetry={() => refetch()}
          details={String(error.stack)}
        >
          {error.message} The figures below are those of the last answer.
        </ErrorState>
      )}
      {types.length === 0 ? (
        <EmptyState icon={IconTags} title="No event is stored yet">
          A type appears here with its first event.
        </EmptyState>
      ) : (
        <div className={classes.panes} data-selected={selected !== null || undefined}>
          <nav className={classes.list} aria-label="Event types">
            <div className={classes.filter}>
              <TextInput
                aria-label="Filter types"
                placeholder="Filter types"
                leftSection={<IconSearch size={14} aria-hidden="true" />}
                value={filter}
                onChange={(event) => setFilter(event.currentTarget.value || null)}
              />
              {broken.length > 0 && (
                <p className={classes.broken}>
                  <StatusIcon status="warning" />
                  {broken.length === 1
                    ? `The chain of ${broken[0]?.type} is not whole.`
                    : `${broken.length} chains are not whole.`}
                </p>
              )}
            </div>
            <ul>
              {shown.map((each) => (
                <li key={each.type}>
                  <Link
                    href={eventTypeHref(each.type, filter)}
                    scroll={false}
                    aria-current={each.type === selected ? "page" : undefined}
                    className={classes.type}
                  >
                    <EventTypeName type={each.type} />
                    {!each.chainWhole && <StatusIcon status="warning" />}
                    <span className={classes.versions}>
                      {each.versions.length > 1
                        ? `${each.versions.length} versions`
                        : `v${each.versions[0]?.schemaVersion}`}
                    </span>
                    <span className={classes.count}>{formatCount(each.events)}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {shown.length === 0 && (
              <EmptyState
                title={`No type contains “${filter}”`}
                action={<Button onClick={() => setFilter(null)}>Clear the filter</Button>}
              />
            )}
          </nav>
          <div className={classes.detail}>{children}</div>
        </div>
      )}
    </>
  );
}

/** The page with one type chosen. */
export function eventTypeHref(type: string, filter = ""): string {
  const search = new URLSearchParams({ type, ...(filter === "" ? {} : { filter }) });
  return `/event-types?${search}`;
}
