"use client";
import { Button, CloseButton, Pill, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { SecondBar } from "@/components/layout/page-header";
import { useTimeZone } from "@/components/layout/time-zone";
import { useKeys } from "@/components/lists/use-keys";
import { formatInstant } from "@/lib/format/instant";
import type { EventListUrl } from "./event-list-filter";
import classes from "./filter-bar.module.css";
import { FilterMenu } from "./filter-menu";

export type SetEventListUrl = (
  values: Partial<{
    category: string | null;
    stream: string | null;
    type: string[] | null;
    from: string | null;
    to: string | null;
    spanFrom: string | null;
    spanTo: string | null;
    correlationId: string | null;
    system: boolean | null;
  }>,
) => unknown;

interface FilterBarProps {
  readonly url: EventListUrl;
  readonly setUrl: SetEventListUrl;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

/** The filters that hold, each with its own way out. */
export function FilterBar({ url, setUrl, isNarrowed, onClear }: FilterBarProps) {
  const search = useRef<HTMLInputElement>(null);
  const timeZone = useTimeZone();
  useKeys({ "/": () => search.current?.select() });
  return (
    <SecondBar label="Filters">
      <TextInput
        ref={search}
        className={classes.search}
        type="search"
        aria-label="Any part of the stream id"
        placeholder="Any part of the stream id"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={
          url.stream === "" ? null : (
            <CloseButton size={20} aria-label="Clear search" onClick={() => setUrl({ stream: null })} />
          )
        }
        value={url.stream}
        maxLength={256}
        onChange={(event) => setUrl({ stream: event.currentTarget.value || null })}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {url.category !== null && (
        <FilterPill name="Category" value={url.category} onRemove={() => setUrl({ category: null })} />
      )}
      {url.type.length > 0 && (
        <FilterPill
          name="Type"
          value={url.type.length <= 2 ? url.type.join(", ") : `${url.type.length} types`}
          onRemove={() => setUrl({ type: null })}
        />
      )}
      {(url.from !== null || url.to !== null) && (
        <FilterPill
          name="Time"
          value={timeRange(url.from, url.to, timeZone)}
          onRemove={() => setUrl({ from: null, to: null })}
        />
      )}
      {url.correlationId !== null && (
        <FilterPill name="Correlation" value={url.correlationId} onRemove={() => setUrl({ correlationId: null })} />
      )}
      {url.system && <FilterPill name="With" value="system streams" onRemove={() => setUrl({ system: null })} />}
      <FilterMenu url={url} setUrl={setUrl} />
      {isNarrowed && (
        <Button className={classes.clear} variant="subtle" color="gray" onClick={onClear}>
          Clear filters
        </Button>
      )}
    </SecondBar>
  );
}

interface FilterPillProps {
  readonly name: string;
  readonly value: string;
  readonly onRemove: () => void;
}

function FilterPill({ name, value, onRemove }: FilterPillProps) {
  return (
    <Pill
      classNames={{ root: classes.pill ?? "", label: classes.text ?? "" }}
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ "aria-label": `Remove the filter ${name} ${value}`, "aria-hidden": false, tabIndex: 0 }}
    >
      {name} <b title={value}>{value}</b>
    </Pill>
  );
}

function timeRange(from: string | null, to: string | null, timeZone: string): string {
  const say = (value: string) => {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? "?" : formatInstant(at, { timeZone, weekday: false });
  };
  if (from === null) return to === null ? "" : `before ${say(to)}`;
  return to === null ? `from ${say(from)}` : `${say(from)} to ${say(to)}`;
}
