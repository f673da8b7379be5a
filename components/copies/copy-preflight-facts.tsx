import { IconAlertTriangle, IconEyeOff, IconGitFork, IconHistory, IconLink, IconUsers } from "@tabler/icons-react";
import { DialogFact } from "@/components/actions/action-dialog";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { ShownText } from "@/components/layout/shown-text";
import type { CopyPreflight } from "@/lib/api/copies";
import { formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import classes from "./copies.module.css";

/** What a copy would read, convert and leave out, and who would read the copies beside the originals. */
export function CopyPreflightFacts({ preflight }: { readonly preflight: CopyPreflight }) {
  const { events, streams, converted, after, tried, chainChanged, from, to, liveWorkers } = preflight;
  const goesOn = after !== "0";
  return (
    <>
      <div className={classes.preflight}>
        <KeyFigures>
          <KeyFigure
            label="Events to read"
            value={formatCount(events)}
            note={goesOn ? "new since the last copy" : from}
          />
          <KeyFigure
            label="Converted"
            value={formatCount(converted)}
            note={events === 0 ? "—" : `${formatPercent(converted / events)} are stored in older versions`}
          />
          <KeyFigure label="Streams" value={formatCount(streams)} note={goesOn ? "new, or longer" : `as ${to}-…`} />
        </KeyFigures>
      </div>
      <dl>
        <DialogFact icon={<IconEyeOff size={16} aria-hidden="true" />} label="Left out">
          {leftOutWords(tried)}
        </DialogFact>
        {tried.firstFailure !== null && (
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="Fails">
            {formatCounted(tried.failed, "event")} of {formatCount(tried.events)} tried cannot be read, the first of
            them version {tried.firstFailure.version} of{" "}
            <span className="mono">
              <ShownText text={tried.firstFailure.streamId} />
            </span>
            . The copy would stop there: {tried.firstFailure.message}
          </DialogFact>
        )}
        <DialogFact icon={<IconUsers size={16} aria-hidden="true" />} label="Who reads it">
          {readersWords(preflight)}
        </DialogFact>
        <DialogFact icon={<IconLink size={16} aria-hidden="true" />} label="Links">
          Each copy names its original in its metadata, and keeps its time and order.
        </DialogFact>
        <DialogFact icon={<IconHistory size={16} aria-hidden="true" />} label="Later events">
          {goesOn
            ? `Goes on behind position ${formatCount(BigInt(after))}, where the last copy ended. Nothing is copied twice.`
            : "It ends at the events there are when it begins; asked for again, it goes on with those that came since."}
        </DialogFact>
        {chainChanged && (
          <DialogFact icon={<IconGitFork size={16} aria-hidden="true" />} label="Upcasters">
            They have changed since the last copy: what {to} has was converted by the ones before.
          </DialogFact>
        )}
        {liveWorkers === 0 && (
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="No worker">
            No worker is alive. The copy waits until one starts.
          </DialogFact>
        )}
      </dl>
    </>
  );
}

function leftOutWords({ events, dropped, split }: CopyPreflight["tried"]): string {
  const base = `of ${formatCount(events)} tried from all over the history`;
  const passed =
    dropped === 0 ? `None ${base}.` : `${formatCounted(dropped, "event")} ${base}: upcasters pass over them.`;
  return split === 0 ? passed : `${passed} ${formatCounted(split, "event becomes", "events become")} several.`;
}

function readersWords({ readers, to }: CopyPreflight): string {
  if (readers.length === 0) return "No projection, reactor or reducer reads their types.";
  const names = readers.map(({ kind, name, events }) => `${kind} ${name} (${formatCount(events)})`).join(", ");
  const reactors = readers.some(({ kind }) => kind === "reactor")
    ? " Reactors act on each copy as on a new event."
    : "";
  return `They read the events in ${to} too, beside the originals: ${names}.${reactors}`;
}
