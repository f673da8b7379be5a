import Link from "next/link";
import { StatusTag } from "@/components/layout/status-tag";
import type { EventDetail } from "@/lib/api/stream";
import classes from "./event-pane.module.css";

/** Which projections could not apply the event, with the way to what can be done about it. */
export function NotApplied({ deadLetters }: Pick<EventDetail, "deadLetters">) {
  if (deadLetters.length === 0) return null;
  return (
    <ul className={classes.notApplied} aria-label="Not applied">
      {deadLetters.map(({ id, projection, status }) => (
        <li key={id}>
          <StatusTag status={status === "parked" ? "warning" : "idle"}>
            {status === "parked" ? "Parked by" : "Skipped by"}
          </StatusTag>
          <Link href={`/dead-letters?${new URLSearchParams({ status: "any", id })}`} className="mono">
            {projection}
          </Link>
        </li>
      ))}
    </ul>
  );
}
