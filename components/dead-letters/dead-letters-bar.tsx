"use client";
import { Button, SegmentedControl } from "@mantine/core";
import { EventTypeName } from "@/components/layout/event-type-name";
import { SecondBar } from "@/components/layout/page-header";
import { FilterPill } from "@/components/lists/filter-pill";
import { SearchField } from "@/components/lists/search-field";
import type { DeadLetterFilter, DeadLetterSummary } from "@/lib/api/dead-letters";
import type { DeadLetterListFilter } from "@/lib/api/dead-letters-queries";
import classes from "./dead-letters.module.css";
import type { DeadLettersUrl, SetDeadLettersUrl } from "./dead-letters-url";
import { FacetMenu } from "./facet-menu";

interface DeadLettersBarProps {
  readonly url: DeadLettersUrl;
  readonly setUrl: SetDeadLettersUrl;
  readonly summary: DeadLetterSummary;
  readonly narrowed: boolean;
  readonly onClear: () => void;
}

const STATUSES = [
  { value: "skipped", label: "Skipped" },
  { value: "applied", label: "Applied" },
  { value: "any", label: "Any" },
] as const;

const SINCE = [
  { value: "1h", label: "1 hour" },
  { value: "24h", label: "24 hours" },
  { value: "7d", label: "7 days" },
  { value: "30d", label: "30 days" },
] as const satisfies readonly { value: NonNullable<DeadLetterFilter["within"]>; label: string }[];

/** Search and filters, each with its counts, and what the list is grouped by. */
export function DeadLettersBar({ url, setUrl, summary, narrowed, onClear }: DeadLettersBarProps) {
  return (
    <SecondBar label="Filters">
      <SearchField
        className={classes.search}
        label="Error, stream or event id"
        placeholder="Error, stream, event id"
        value={url.q}
        maxLength={512}
        onChange={(q) => setUrl({ q, id: null })}
      />
      <div className={classes.facets}>
        <FacetMenu
          name="Projection"
          none="any"
          value={url.projection}
          choices={summary.projections.map(({ value, count }) => ({
            value,
            count,
            label: <span className="mono">{value}</span>,
          }))}
          onChange={(projection) => setUrl({ projection, id: null })}
        />
        <FacetMenu
          name="Type"
          none="any"
          value={url.type}
          choices={summary.types.map(({ value, count }) => ({ value, count, label: <EventTypeName type={value} /> }))}
          onChange={(type) => setUrl({ type, id: null })}
        />
        <FacetMenu
          name="Status"
          none="Parked"
          value={url.status === "parked" ? null : url.status}
          choices={STATUSES}
          onChange={(status) => setUrl({ status, id: null })}
        />
        <FacetMenu
          name="Since"
          none="any time"
          value={url.within}
          choices={SINCE}
          onChange={(within) => setUrl({ within, id: null })}
        />
        {url.error !== null && (
          <FilterPill accent name="Error" value={url.error} onRemove={() => setUrl({ error: null })} />
        )}
        {url.stream !== null && (
          <FilterPill accent name="Stream" value={url.stream} onRemove={() => setUrl({ stream: null })} />
        )}
        {narrowed && (
          <Button variant="subtle" color="gray" onClick={onClear}>
            Clear filters
          </Button>
        )}
      </div>
      <div className={classes.grouping}>
        <span className="secondary">Group by</span>
        <SegmentedControl
          aria-label="Group by"
          value={url.group}
          onChange={(group) => setUrl({ group: group as DeadLetterListFilter["group"] })}
          data={[
            { value: "error", label: "Error" },
            { value: "projection", label: "Projection" },
            { value: "stream", label: "Stream" },
          ]}
        />
      </div>
    </SecondBar>
  );
}
