"use client";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { SecondBar } from "@/components/layout/page-header";
import { useTimeZone } from "@/components/layout/time-zone";
import { FilterPill } from "@/components/lists/filter-pill";
import { SearchField } from "@/components/lists/search-field";
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
    position: string | null;
    instant: string | null;
    clock: "occurred" | "recorded" | null;
    correlationId: string | null;
    system: boolean | null;
  }>,
) => unknown;

interface FilterBarProps {
  readonly url: EventListUrl;
  readonly setUrl: SetEventListUrl;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
  /** What stands at the end of the bar. */
  readonly children: ReactNode;
}

/** The filters that hold, each with its own way out. */
export function FilterBar({ url, setUrl, isNarrowed, onClear, children }: FilterBarProps) {
  const timeZone = useTimeZone();
  return (
    <SecondBar label="Filters">
      <SearchField
        className={classes.search}
        label="Any part of the stream id"
        placeholder="Any part of the stream id"
        value={url.stream}
        maxLength={256}
        onChange={(stream) => setUrl({ stream })}
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
      {children}
    </SecondBar>
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
