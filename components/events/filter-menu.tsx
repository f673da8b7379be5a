"use client";
import { Button, MultiSelect, Popover, Select, Switch, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useEventTypes } from "@/components/layout/event-type-slots";
import { useTimeZone } from "@/components/layout/time-zone";
import { categoriesQuery } from "@/lib/api/streams";
import { instantIn, wallClockIn } from "@/lib/format/wall-clock";
import type { EventListUrl } from "./event-list-filter";
import type { SetEventListUrl } from "./filter-bar";
import classes from "./filter-menu.module.css";

/** Everything that events can be filtered by, in one place. */
export function FilterMenu({ url, setUrl }: { readonly url: EventListUrl; readonly setUrl: SetEventListUrl }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus width={320}>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => setOpened(!opened)}
        >
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Filters">{opened && <Fields url={url} setUrl={setUrl} />}</Popover.Dropdown>
    </Popover>
  );
}

// Lists that open inside the popover belong to it: a click in them must not close it.
const INSIDE = { withinPortal: false } as const;

function Fields({ url, setUrl }: { readonly url: EventListUrl; readonly setUrl: SetEventListUrl }) {
  const timeZone = useTimeZone();
  const types = useEventTypes();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const clock = (value: string | null) => {
    const at = value === null ? Number.NaN : Date.parse(value);
    return Number.isNaN(at) ? null : wallClockIn(new Date(at), timeZone);
  };
  const instant = (value: string | null) =>
    value === null ? null : new Date(Math.floor(instantIn(value, timeZone).getTime() / 1000) * 1000).toISOString();
  return (
    <div className={classes.fields}>
      <Select
        label="Category"
        placeholder="Any"
        clearable
        searchable
        openOnFocus={false}
        data={categories}
        value={url.category}
        comboboxProps={INSIDE}
        onChange={(category) => setUrl({ category })}
      />
      <MultiSelect
        label="Types"
        placeholder={url.type.length === 0 ? "Any" : ""}
        clearable
        searchable
        hidePickedOptions
        data={[...new Set([...types, ...url.type])].sort()}
        value={[...url.type]}
        comboboxProps={INSIDE}
        onChange={(type) => setUrl({ type: type.length === 0 ? null : type })}
      />
      <DateTimePicker
        label="Occurred from"
        placeholder="Any time"
        clearable
        withSeconds
        value={clock(url.from)}
        popoverProps={INSIDE}
        onChange={(value) => setUrl({ from: instant(value) })}
      />
      <DateTimePicker
        label="Occurred before"
        placeholder="Any time"
        clearable
        withSeconds
        value={clock(url.to)}
        popoverProps={INSIDE}
        onChange={(value) => setUrl({ to: instant(value) })}
      />
      <TextInput
        label="Correlation id"
        placeholder="Exactly"
        maxLength={512}
        value={url.correlationId ?? ""}
        onChange={(event) => setUrl({ correlationId: event.currentTarget.value || null })}
      />
      <Switch
        label="System streams, whose ids begin with $"
        checked={url.system}
        onChange={(event) => setUrl({ system: event.currentTarget.checked || null })}
      />
    </div>
  );
}
