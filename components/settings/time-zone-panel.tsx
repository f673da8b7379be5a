"use client";
import { Select } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useClock } from "../layout/clock";
import { Panel } from "../layout/panel";
import { Time } from "../layout/time";
import { rememberTimeZone, useTimeZone } from "../layout/time-zone";
import classes from "./settings.module.css";

/** The time zone in which every instant is written, for this browser. */
export function TimeZonePanel() {
  const router = useRouter();
  const timeZone = useTimeZone();
  const now = useClock((instant) => instant.getTime());
  const zones = useMemo(() => [...new Set(["UTC", timeZone, ...Intl.supportedValuesOf("timeZone")])], [timeZone]);
  const choose = (zone: string | null) => {
    if (zone === null) return;
    rememberTimeZone(zone);
    router.refresh();
  };
  return (
    <Panel title={<span id="time-zone">Time zone</span>} padded>
      <div className={classes.form}>
        <Select
          aria-label="Time zone"
          data={zones}
          value={timeZone}
          onChange={choose}
          searchable
          allowDeselect={false}
          limit={100}
        />
        <p className="secondary">
          Now: <Time at={now} show="exact" year="always" />. For this browser only.
        </p>
      </div>
    </Panel>
  );
}
