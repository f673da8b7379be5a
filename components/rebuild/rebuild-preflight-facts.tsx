import {
  IconAlertTriangle,
  IconArchive,
  IconBellOff,
  IconGitFork,
  IconMailX,
  IconTable,
  IconUsers,
} from "@tabler/icons-react";
import { DialogFact } from "@/components/actions/action-dialog";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import type { RebuildPreflight } from "@/lib/api/rebuilds";
import { formatSeconds } from "@/lib/format/duration";
import { formatBytes, formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import classes from "./rebuild-dialog.module.css";

interface RebuildPreflightFactsProps {
  readonly preflight: RebuildPreflight;
  /** The most events a second that it may read. */
  readonly throttle: number | null;
}

/** What a rebuild would read, how long it takes and what it needs, then why, and who notices. */
export function RebuildPreflightFacts({ preflight, throttle }: RebuildPreflightFactsProps) {
  const { eventsToRead, eventsExact, rows, bytes, scope, servingVersion } = preflight;
  return (
    <>
      <div className={classes.figures}>
        <KeyFigures>
          <KeyFigure
            label="Events to read"
            value={`${eventsExact ? "" : "about "}${formatCount(eventsToRead)}`}
            note={eventsNote(preflight)}
          />
          <Time preflight={preflight} throttle={throttle} />
          <KeyFigure
            label={scope === "whole" ? "Disk" : "Rows now"}
            value={
              scope === "whole" ? (bytes === null ? "—" : formatBytes(bytes)) : rows === null ? "—" : formatCount(rows)
            }
            note={diskNote(preflight)}
          />
        </KeyFigures>
      </div>
      <dl className={classes.facts}>
        <DialogFact icon={<IconGitFork size={16} aria-hidden="true" />} label="Why">
          {preflight.why.length === 0
            ? "The read model is up to date; a rebuild would make the same rows again."
            : preflight.why.join(" ")}
        </DialogFact>
        <DialogFact icon={<IconUsers size={16} aria-hidden="true" />} label="Who reads it">
          {preflight.dependents.length === 0
            ? "No other view depends on it."
            : `${formatCounted(preflight.dependents.length, "view depends", "views depend")} on it: ${preflight.dependents.join(", ")}.`}
          {scope === "whole" &&
            preflight.columnsChange &&
            " Its columns change: the view is dropped and made anew in one transaction."}
        </DialogFact>
        <DialogFact icon={<IconMailX size={16} aria-hidden="true" />} label="Dead letters">
          {deadLetterWords(preflight)}
        </DialogFact>
        {scope === "whole" ? (
          <DialogFact icon={<IconArchive size={16} aria-hidden="true" />} label="Left behind">
            {leftBehindWords(preflight)}
          </DialogFact>
        ) : (
          <DialogFact icon={<IconTable size={16} aria-hidden="true" />} label="Rows">
            Those of this {scope} in v{servingVersion} are replaced in one transaction; every other row stays as it is.
          </DialogFact>
        )}
        <DialogFact icon={<IconBellOff size={16} aria-hidden="true" />} label="Side effects">
          None. Reactors are never called by a replay.
        </DialogFact>
        {preflight.liveWorkers === 0 && (
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="No worker">
            No worker is alive. The rebuild waits until one starts.
          </DialogFact>
        )}
      </dl>
    </>
  );
}

function eventsNote({ types, eventsToRead, eventsInStore, eventsExact, scope }: RebuildPreflight): string {
  const what = types === null ? "every type" : formatCounted(types.length, "type");
  if (scope !== "whole" && !eventsExact) return `${what}, an even share of the store’s`;
  const share = eventsInStore === 0 ? "" : `, ${formatPercent(eventsToRead / eventsInStore)} of the store`;
  return `${what}${share}${eventsExact ? "" : ", estimated"}`;
}

function Time({ preflight: { estimate, eventsToRead }, throttle }: RebuildPreflightFactsProps) {
  const slowest = throttle === null ? 0 : eventsToRead / throttle;
  if (estimate === null && throttle === null) return <KeyFigure label="Time" value="—" note="not measured yet" />;
  const held = slowest > (estimate?.seconds ?? 0);
  return (
    <KeyFigure
      label="Time"
      value={`about ${formatSeconds(Math.max(1, held ? slowest : (estimate?.seconds ?? 0)) * 1000)}`}
      note={held || estimate === null ? "at the limit below" : estimateBase(estimate)}
    />
  );
}

function estimateBase({ runs, plusMinus }: NonNullable<RebuildPreflight["estimate"]>): string {
  const spread = plusMinus === null || plusMinus < 1 ? "" : `, ± ${formatSeconds(plusMinus * 1000)}`;
  return `from the last ${runs === 1 ? "run" : `${runs} runs`}${spread}`;
}

function diskNote({ scope, servingVersion, rows, bytes }: RebuildPreflight): string {
  if (scope !== "whole") return servingVersion === null ? "no read model yet" : `in v${servingVersion}`;
  if (bytes === null || rows === null) return "no read model to go by";
  return `as much as v${servingVersion} with ${formatCounted(rows, "row")}`;
}

function deadLetterWords({ parked, scope }: RebuildPreflight): string {
  if (parked === 0) return "None: every event was applied.";
  const streams = formatCounted(parked, "stream waits", "streams wait");
  if (scope === "whole")
    return `${streams} behind an event that could not be applied. The new version tries them again.`;
  return `${streams} behind an event that could not be applied. They stay as they are: retry them by themselves.`;
}

function leftBehindWords({ servingVersion, nextVersion }: RebuildPreflight): string {
  if (servingVersion === null) return "Nothing: this is the first read model.";
  return `v${servingVersion} is kept after v${nextVersion} is promoted, to roll back to. Cancelling drops only v${nextVersion}.`;
}
