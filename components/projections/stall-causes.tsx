import Link from "next/link";
import { CopyId } from "@/components/layout/copy-id";
import { Since } from "@/components/layout/since";
import { type Status, StatusIcon } from "@/components/layout/status-tag";
import type { StallCause } from "@/lib/api/projection-watch";
import classes from "./stall-causes.module.css";

const ICONS: Readonly<Record<StallCause["kind"], Status>> = {
  poison: "stopped",
  "no-worker": "stopped",
  "dead-lease": "warning",
  "open-append": "warning",
  paused: "paused",
  "rebuild-paused": "paused",
  rebuilding: "working",
};

/** Why a projection does not advance: each cause in words, since when, and where to do something about it. */
export function StallCauses({ causes }: { readonly causes: readonly StallCause[] }) {
  if (causes.length === 0) return null;
  return (
    <ul className={classes.causes} aria-label="Why it does not advance">
      {causes.map((cause) => (
        <li key={`${cause.kind} ${cause.process?.pid ?? ""} ${cause.words.length}`} className={classes.cause}>
          <StatusIcon status={ICONS[cause.kind]} />
          <div className={classes.words}>
            <p>{cause.words}</p>
            {cause.process !== null && <Process process={cause.process} />}
          </div>
          <div className={classes.aside}>
            {cause.since !== null && <Since at={cause.since} />}
            {cause.link !== null && <Link href={cause.link.href}>{cause.link.label}</Link>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Process({ process }: { readonly process: NonNullable<StallCause["process"]> }) {
  const { pid, application, client, state, query } = process;
  const facts = [
    ["Process", pid],
    ["Application", application],
    ["Client", client],
    ["State", state],
  ] as const;
  return (
    <dl className={classes.process}>
      {facts.map(
        ([label, value]) =>
          value !== null && (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={label === "Process" ? "mono" : undefined}>{value}</dd>
            </div>
          ),
      )}
      {query !== null && query !== "" && (
        <div className={classes.query}>
          <dt>Statement</dt>
          <dd>
            <pre>{query}</pre>
          </dd>
        </div>
      )}
      {pid !== null && (
        <div>
          <dt>End it by force</dt>
          <dd>
            <CopyId value={`select pg_terminate_backend(${pid})`} />
          </dd>
        </div>
      )}
    </dl>
  );
}
