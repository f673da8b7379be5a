import { StatusTag } from "@/components/layout/status-tag";
import type { SchemaTrial } from "@/lib/api/event-schemas";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./schema-panel.module.css";

interface TrialFactsProps {
  readonly trial: SchemaTrial | undefined;
  readonly error: Error | null;
  /** Of what the mistakes are: "of this draft". */
  readonly wording: string;
}

/** How many of the last events do not fit, and why. */
export function TrialFacts({ trial, error, wording }: TrialFactsProps) {
  if (error !== null) return <p className={classes.conflict}>{error.message}</p>;
  if (trial === undefined) return <p className="secondary">Trying the last events…</p>;
  if (trial.invalid.length > 0) {
    return (
      <StatusTag status="stopped">
        {formatCounted(trial.invalid.length, "mistake")} {wording}
      </StatusTag>
    );
  }
  if (trial.tried === 0) return <p className="secondary">No event of this version is stored.</p>;
  const last = `the last ${formatCounted(trial.tried, "event")}`;
  if (trial.misfits === 0) return <StatusTag status="ok">Fits all of {last}</StatusTag>;
  return (
    <>
      <StatusTag status="warning">
        {formatCount(trial.misfits)} of {last} {trial.misfits === 1 ? "does" : "do"} not fit
      </StatusTag>
      <ul className={classes.reasons}>
        {trial.reasons.slice(0, 5).map(({ path, message, events }) => (
          <li key={`${path} ${message}`}>
            <code>{path === "" ? "data" : path}</code> {message}: {formatCounted(events, "event")}
          </li>
        ))}
      </ul>
    </>
  );
}
