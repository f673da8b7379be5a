"use client";
import { Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { EventTypeName } from "@/components/layout/event-type-name";
import { formatCount } from "@/lib/format/number";
import classes from "./type-filter.module.css";

interface TypeFilterProps {
  /** Of the stream, with how many events each has. */
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly chosen: readonly string[];
  readonly onChoose: (types: string[] | null) => void;
}

/** More types than this are searched. */
const MANY = 10;

/** Chooses the event types that the timeline lists, each in its colour, with its count. */
export function TypeFilter({ types, chosen, onChoose }: TypeFilterProps) {
  const [part, setPart] = useState("");
  const shown = types.filter(({ type }) => type.toLowerCase().includes(part.trim().toLowerCase()));
  const toggle = (type: string) => {
    const next = chosen.includes(type) ? chosen.filter((each) => each !== type) : [...chosen, type];
    onChoose(next.length === 0 ? null : next);
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus width={300}>
      <Popover.Target>
        <Button
          variant={chosen.length > 0 ? "light" : "subtle"}
          color={chosen.length > 0 ? "accent" : "gray"}
          size="compact-xs"
          leftSection={<IconFilter size={14} aria-hidden="true" />}
        >
          Type
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Event types" className={classes.menu}>
        {types.length > MANY && (
          <TextInput
            aria-label="Search types"
            placeholder="Search types"
            value={part}
            onChange={(event) => setPart(event.currentTarget.value)}
          />
        )}
        <ul className={classes.types}>
          {shown.map(({ type, count }) => (
            <li key={type} className={classes.type}>
              <Checkbox
                classNames={{ body: classes.body ?? "", labelWrapper: classes.label ?? "" }}
                checked={chosen.includes(type)}
                onChange={() => toggle(type)}
                label={<EventTypeName type={type} />}
              />
              <span className={classes.count}>{formatCount(count)}</span>
            </li>
          ))}
        </ul>
        <Button size="compact-xs" disabled={chosen.length === 0} onClick={() => onChoose(null)}>
          Show all types
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
