"use client";
import { ActionIcon, Popover, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { useTimeZone } from "@/components/layout/time-zone";
import type { Clock } from "@/lib/api/as-of";
import { timeZoneName } from "@/lib/format/instant";
import { instantText, parseInstant } from "@/lib/format/wall-clock";
import classes from "./as-of-control.module.css";

/** What was typed, for as long as the field stands at the instant at which it was. */
interface Typed {
  readonly text: string;
  readonly at: string | undefined;
  readonly refused: boolean;
}

interface InstantFieldProps {
  readonly instant: string | undefined;
  readonly clock: Clock;
  readonly onChange: (point: { readonly instant: string; readonly clock: Clock }) => void;
}

/** An instant on the operator's clock, typed or picked, and whether it is compared with when events occurred. */
export function InstantField({ instant, clock, onChange }: InstantFieldProps) {
  const timeZone = useTimeZone();
  const at = instant === undefined ? new Date() : new Date(instant);
  const text = instantText(at, timeZone);
  const [typed, setTyped] = useState<Typed | null>(null);
  if (typed !== null && typed.at !== instant) setTyped(null);
  const [open, setOpen] = useState(false);
  const choose = (wanted: string) => {
    const found = parseInstant(wanted, timeZone, new Date());
    setTyped(found === null ? { text: wanted, at: instant, refused: true } : null);
    if (found === null) return;
    setOpen(false);
    onChange({ instant: found.toISOString(), clock });
  };
  return (
    <>
      <TextInput
        className={classes.instant}
        aria-label="Instant"
        placeholder="2026-03-03 14:34:12"
        autoComplete="off"
        spellCheck={false}
        value={typed?.text ?? text}
        error={typed?.refused === true && "Such as 2026-03-03 14:34:12, yesterday 14:34, 9:05 or an ISO 8601 time."}
        onChange={(event) => setTyped({ text: event.currentTarget.value, at: instant, refused: false })}
        onKeyDown={(event) => {
          if (event.key === "Enter") choose(typed?.text ?? text);
          if (event.key === "Escape") setTyped(null);
        }}
        onBlur={() => {
          if (typed === null) return;
          if (typed.text === text) setTyped(null);
          else choose(typed.text);
        }}
        rightSectionWidth={78}
        rightSection={
          <span className={classes.zone}>
            <Tooltip label={timeZone}>
              <span>{timeZoneName(at, timeZone)}</span>
            </Tooltip>
            <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
              <Popover.Target>
                <ActionIcon variant="subtle" color="gray" aria-label="Pick a day" onClick={() => setOpen(!open)}>
                  <IconCalendar size={16} />
                </ActionIcon>
              </Popover.Target>
              <Popover.Dropdown>
                <DatePicker
                  value={text.slice(0, 10)}
                  defaultDate={text.slice(0, 10)}
                  onChange={(day) => day !== null && choose(`${day} ${text.slice(11)}`)}
                />
              </Popover.Dropdown>
            </Popover>
          </span>
        }
      />
      <SegmentedControl
        aria-label="Compared with"
        value={clock}
        onChange={(value) => onChange({ instant: at.toISOString(), clock: value as Clock })}
        data={[
          { value: "occurred", label: "Occurred" },
          { value: "recorded", label: "Recorded" },
        ]}
      />
    </>
  );
}
