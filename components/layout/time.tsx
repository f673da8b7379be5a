"use client";
import { Tooltip } from "@mantine/core";
import { formatDay, formatInstant, timeZoneName } from "@/lib/format/instant";
import { formatRelative } from "@/lib/format/relative-time";
import { useClock } from "./clock";
import { useTimeZone } from "./time-zone";

interface TimeProps {
  /** A Date, or what one is in JSON. */
  readonly at: Date | string | number;
  /** "relative" (default): "3 min ago"; "exact": "Tue 3 Mar 2026, 14:34:08"; "day": its day. The whole is on hover. */
  readonly show?: "relative" | "exact" | "day";
  readonly year?: "always" | "never" | "auto";
  readonly weekday?: boolean;
  readonly milliseconds?: boolean;
  readonly className?: string;
}

/** An instant in the operator's time zone. */
export function Time({
  at,
  show = "relative",
  year = "auto",
  weekday = true,
  milliseconds = false,
  className,
}: TimeProps) {
  const timeZone = useTimeZone();
  const instant = new Date(at);
  const relative = useClock((now) => formatRelative(instant, now));
  const format = show === "day" ? formatDay : formatInstant;
  const exact = useClock((now) => format(instant, { timeZone, year, weekday, milliseconds, now }));
  const full = formatInstant(instant, { timeZone, year: "always", milliseconds: true });
  const label = `${full} ${timeZoneName(instant, timeZone)}${show === "relative" ? "" : `, ${relative}`}`;
  return (
    <Tooltip label={label}>
      <time dateTime={instant.toISOString()} className={className}>
        {show === "relative" ? relative : exact}
      </time>
    </Tooltip>
  );
}
