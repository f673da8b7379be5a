"use client";
import { Tooltip } from "@mantine/core";
import { formatSeconds } from "@/lib/format/duration";
import { formatInstant } from "@/lib/format/instant";
import { useClock } from "./clock";
import { useTimeZone } from "./time-zone";

/** For how long something has been so, ticking: "11 min 42 s". */
export function Since({ at }: { readonly at: string }) {
  const timeZone = useTimeZone();
  const instant = new Date(at);
  const age = useClock((now) => formatSeconds(now.getTime() - instant.getTime()));
  return (
    <Tooltip label={`since ${formatInstant(instant, { timeZone, year: "always" })}`}>
      <time dateTime={at}>{age}</time>
    </Tooltip>
  );
}
