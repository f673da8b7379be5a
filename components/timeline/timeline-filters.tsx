"use client";
import { Pill } from "@mantine/core";
import { EventTypeName } from "@/components/layout/event-type-name";
import { useTimeZone } from "@/components/layout/time-zone";
import { FilterPill } from "@/components/lists/filter-pill";
import { formatInstant } from "@/lib/format/instant";
import classes from "./timeline.module.css";
import type { TimelineUrl } from "./timeline-url";

interface TimelineFiltersProps {
  readonly url: TimelineUrl;
  readonly setUrl: (change: { type?: string[] | null; from?: Date | null; to?: Date | null }) => void;
}

/** What the list is narrowed to, each with its way out: types in their colours, and the time. */
export function TimelineFilters({ url, setUrl }: TimelineFiltersProps) {
  const timeZone = useTimeZone();
  const { type: types, from, to } = url;
  if (types.length === 0 && from === null && to === null) return null;
  const say = (at: Date | null, open: string) =>
    at === null ? open : formatInstant(at, { timeZone, weekday: false, seconds: false });
  return (
    <div className={classes.filters}>
      {types.map((type) => (
        <Pill
          key={type}
          classNames={{ root: classes.chip ?? "", label: classes.chipLabel ?? "" }}
          withRemoveButton
          onRemove={() => setUrl({ type: types.length === 1 ? null : types.filter((each) => each !== type) })}
          removeButtonProps={{ "aria-label": `Remove the filter Type ${type}`, "aria-hidden": false, tabIndex: 0 }}
        >
          <EventTypeName type={type} />
        </Pill>
      ))}
      {(from !== null || to !== null) && (
        <FilterPill
          name="Time"
          value={`${say(from, "the first")} to ${say(to, "the last")}`}
          onRemove={() => setUrl({ from: null, to: null })}
        />
      )}
    </div>
  );
}
