import {
  IconCircle,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconPlayerPauseFilled,
  IconRefreshDot,
} from "@tabler/icons-react";
import { Meter } from "@/components/layout/meter";
import type { ShownPhase } from "./rebuild-phase-list";
import classes from "./rebuild-phases.module.css";

const ICONS = {
  done: IconCircleCheckFilled,
  running: IconRefreshDot,
  paused: IconPlayerPauseFilled,
  waiting: IconCircle,
  failed: IconCircleXFilled,
};

/** One bar a phase with its name and time; on a phone one bar and "phase 2 of 6". */
export function RebuildPhases({ phases }: { readonly phases: readonly ShownPhase[] }) {
  const current = phases.findIndex(({ state }) => state === "running" || state === "paused" || state === "failed");
  const shown = phases[current] ?? phases.findLast(({ state }) => state === "done") ?? phases[0];
  const next = phases[current + 1];
  return (
    <>
      <ol className={classes.phases} aria-label="Phases">
        {phases.map((phase) => {
          const Icon = ICONS[phase.state];
          return (
            <li key={phase.id} data-state={phase.state}>
              <Meter className={classes.bar} fraction={phase.fraction} />
              <span className={classes.name}>
                <Icon size={14} className={phase.state === "running" ? "spin" : ""} aria-hidden="true" />
                <b>{phase.name}</b>
                <span className={classes.words}>{phase.words}</span>
              </span>
            </li>
          );
        })}
      </ol>
      {shown !== undefined && (
        <div className={classes.phone} data-state={shown.state} aria-hidden="true">
          <Meter className={classes.bar} fraction={shown.fraction} />
          <span className={classes.name}>
            <b>{shown.name}</b> {shown.words}
            {current >= 0 && (
              <span className={classes.words}>
                phase {current + 1} of {phases.length}
                {next === undefined ? "" : `, next: ${next.name.toLowerCase()}`}
              </span>
            )}
          </span>
        </div>
      )}
    </>
  );
}
