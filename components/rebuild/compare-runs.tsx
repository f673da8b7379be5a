"use client";
import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { parseAsArrayOf, parseAsString, useQueryState } from "nuqs";
import { useTimeZone } from "@/components/layout/time-zone";
import type { Rebuild } from "@/lib/api/rebuilds";
import { formatDuration } from "@/lib/format/duration";
import { formatInstant } from "@/lib/format/instant";

/** How many runs can lie under one; more than these cannot be told apart. */
const MOST = 3;
const SHOWN = 12;

interface CompareRunsProps {
  /** The runs of the projection that can be compared with, newest first. */
  readonly runs: readonly Rebuild[];
  readonly chosen: readonly string[];
}

/** Which past runs lie under this one; the choice is in the URL. */
export function CompareRuns({ runs, chosen }: CompareRunsProps) {
  const timeZone = useTimeZone();
  const [, setCompare] = useQueryState(
    "compare",
    parseAsArrayOf(parseAsString).withOptions({ shallow: false, history: "replace" }),
  );
  if (runs.length === 0) return null;
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(-MOST);
    setCompare(next.length === 0 ? ["none"] : next);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" rightSection={<IconChevronDown size={14} />}>
          Compare runs
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>At most {MOST} at a time</Menu.Label>
        {runs.slice(0, SHOWN).map((run) => (
          <Menu.CheckboxItem key={run.id} checked={chosen.includes(run.id)} onChange={() => toggle(run.id)}>
            v{run.version}, {formatInstant(new Date(run.requestedAt), { timeZone, weekday: false })}
            {run.elapsedMs === null ? "" : `, ${formatDuration(run.elapsedMs)}`}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
