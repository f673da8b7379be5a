"use client";
import Link from "next/link";
import { RoleButton } from "@/components/actions/role-button";
import { EventTypeName } from "@/components/layout/event-type-name";
import { useTimeZone } from "@/components/layout/time-zone";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import type { Role } from "@/lib/auth/role";
import { formatTimeOfDay } from "@/lib/format/instant";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./dead-letter-detail.module.css";

interface HeldBackProps {
  readonly detail: DeadLetterDetail;
  readonly role: Role;
  readonly blocked: string | null;
  readonly onRetryUpTo: (version: number) => void;
}

/** The later events of the stream, which wait so that order is kept; a retry can end at any of them. */
export function HeldBack({ detail, role, blocked, onRetryUpTo }: HeldBackProps) {
  const { held, deadLetter } = detail;
  const timeZone = useTimeZone();
  const first = held.events[0];
  const more = held.total - held.events.length;
  return (
    <section aria-label="Held back behind it">
      <header className={classes.head}>
        <h3>Held back behind it</h3>
        <span className={classes.headFacts}>
          {formatCounted(held.total, "event")}
          {first !== undefined &&
            held.lastVersion !== null &&
            (first.version === held.lastVersion
              ? `, version ${formatCount(first.version)}`
              : `, versions ${formatCount(first.version)} to ${formatCount(held.lastVersion)}`)}
        </span>
      </header>
      {held.total === 0 && (
        <p className={classes.note}>
          {deadLetter.status === "parked" ? "No later event of this stream has come yet." : "Nothing waits any more."}
        </p>
      )}
      <ol className={classes.held}>
        {held.events.map(({ version, type, recordedAt }) => (
          <li key={version}>
            <Link href={streamHref(deadLetter.streamId, `version=${version}`)} className={classes.heldVersion}>
              {formatCount(version)}
            </Link>
            <EventTypeName type={type} className={classes.heldType} />
            <span className={classes.upTo}>
              <RoleButton
                role={role}
                needs="operator"
                blocked={blocked}
                variant="subtle"
                size="compact-xs"
                onClick={() => onRetryUpTo(version)}
              >
                Retry up to {formatCount(version)}
              </RoleButton>
            </span>
            <span className={classes.heldTime}>{formatTimeOfDay(new Date(recordedAt), { timeZone })}</span>
          </li>
        ))}
      </ol>
      {more > 0 && <p className={classes.note}>and {formatCount(more)} more</p>}
    </section>
  );
}
