import { IconAlertTriangle, IconFlask, IconMathFunction } from "@tabler/icons-react";
import { DialogFact } from "@/components/actions/action-dialog";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import type { BisectionPreflight } from "@/lib/api/bisections";
import { formatSeconds } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./question-dialog.module.css";

/** How much a question would read, about how long it takes, and what the condition comes to in some streams. */
export function QuestionPreflight({ preflight }: { readonly preflight: BisectionPreflight }) {
  const { streams, events, seconds, tried, reducer, liveWorkers, problem } = preflight;
  return (
    <>
      <div className={classes.figures}>
        <KeyFigures>
          <KeyFigure label="Streams" value={formatCount(streams)} note="looked through one by one" />
          <KeyFigure label="Events to read" value={formatCount(events)} note="up to now" />
          <KeyFigure
            label="Takes"
            value={seconds === null ? "—" : `about ${formatSeconds(Math.max(1, seconds) * 1000)}`}
            note={seconds === null ? "not measured yet" : "at the rate of the last such searches"}
          />
        </KeyFigures>
      </div>
      <dl>
        {problem === null && (
          <DialogFact icon={<IconFlask size={16} aria-hidden="true" />} label="Tried">
            {triedWords(tried)}
          </DialogFact>
        )}
        <DialogFact icon={<IconMathFunction size={16} aria-hidden="true" />} label="State">
          {reducer.inferred ? (
            "Inferred: each event’s fields laid over those before."
          ) : (
            <>
              Folded by reducer <span className="mono">{reducer.name}</span> v{reducer.version}.
            </>
          )}
        </DialogFact>
        {liveWorkers === 0 && (
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="No worker">
            No worker is alive. The search waits until one starts.
          </DialogFact>
        )}
      </dl>
    </>
  );
}

function triedWords({ streams, found, undecided, unreadable, first }: BisectionPreflight["tried"]): string {
  const base = `It holds in ${formatCount(found)} of ${formatCounted(streams, "stream")} tried.`;
  const open = undecided === 0 ? "" : ` In ${formatCount(undecided)} it could not be decided: ${first ?? ""}`;
  const lacks =
    unreadable === 0
      ? ""
      : ` ${formatCounted(unreadable, "stream has", "streams have")} events that no state contains.`;
  return `${base}${open}${lacks}`;
}
