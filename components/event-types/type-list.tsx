"use client";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconArrowsSort, IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { StatusIcon } from "@/components/layout/status-tag";
import { SearchField } from "@/components/lists/search-field";
import type { EventTypeSummary } from "@/lib/api/event-types";
import { formatCount } from "@/lib/format/number";
import { eventTypeHref, eventTypesParsers, TYPE_SORTS, type TypeSort } from "./event-types-url";
import classes from "./type-list.module.css";
import { orderTypes } from "./type-order";

const SORT_WORDS: Readonly<Record<TypeSort, string>> = {
  events: "Most events",
  name: "Name",
  last: "Last event",
  first: "First appearance",
};

interface TypeListProps {
  readonly types: readonly EventTypeSummary[];
  readonly selected: string | null;
}

/** Every type with its newest version and how many events there are; filtered and sorted by the URL. */
export function TypeList({ types, selected }: TypeListProps) {
  const [{ filter, sort }, setView] = useQueryStates(eventTypesParsers);
  const shown = orderTypes(types, filter, sort);
  const broken = types.filter(({ chainWhole }) => !chainWhole);
  return (
    <nav className={classes.list} aria-label="Event types">
      <div className={classes.tools}>
        <SearchField
          className={classes.search}
          label="Filter types"
          placeholder="Filter types"
          value={filter}
          maxLength={200}
          onChange={(text) => setView({ filter: text })}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={`Sorted by: ${SORT_WORDS[sort].toLowerCase()}`}>
              <ActionIcon variant="default" size={30} aria-label={`Sort types, now: ${SORT_WORDS[sort]}`}>
                <IconArrowsSort size={14} aria-hidden="true" />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {TYPE_SORTS.map((each) => (
              <Menu.Item
                key={each}
                role="menuitemradio"
                aria-checked={each === sort}
                rightSection={each === sort ? <IconCheck size={14} aria-hidden="true" /> : null}
                onClick={() => setView({ sort: each })}
              >
                {SORT_WORDS[each]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
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
              href={eventTypeHref(each.type, { filter, sort })}
              scroll={false}
              aria-current={each.type === selected ? "page" : undefined}
              className={classes.type}
            >
              <EventTypeName type={each.type} />
              {!each.chainWhole && <StatusIcon status="warning" />}
              <span className={classes.version}>{newestVersion(each)}</span>
              <span className={classes.count}>{formatCount(each.events)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <EmptyState
          title={`No type contains “${filter}”`}
          action={<Button onClick={() => setView({ filter: null })}>Clear the filter</Button>}
        />
      )}
    </nav>
  );
}

// A type that was only ever version 1 has nothing to say about it.
function newestVersion({ versions }: EventTypeSummary): string | null {
  const newest = versions.at(-1)?.schemaVersion ?? 1;
  return newest === 1 ? null : `v${newest}`;
}
