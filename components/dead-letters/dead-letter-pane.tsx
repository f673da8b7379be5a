"use client";
import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CopyId } from "@/components/layout/copy-id";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { StatusIcon } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { QueryError } from "@/components/lists/query-error";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import { deadLetterQuery } from "@/lib/api/dead-letters-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { AttemptsList } from "./attempts-list";
import { DeadLetterActions } from "./dead-letter-actions";
import classes from "./dead-letter-detail.module.css";
import { DeadLetterState, whyBlocked } from "./dead-letter-state";
import type { DeadLettersUrl, DetailPane, SetDeadLettersUrl } from "./dead-letters-url";
import { FailedEvent } from "./failed-event";
import { HeldBack } from "./held-back";
import { RowBeforeTable } from "./row-before";
import { useRetry } from "./use-retry";

interface DeadLetterPaneProps {
  readonly id: string;
  /** What the server read with the page, of this or another one. */
  readonly first: DeadLetterDetail | null;
  readonly role: Role;
  readonly url: DeadLettersUrl;
  readonly setUrl: SetDeadLettersUrl;
  /** The parts are tabs, one at a time. */
  readonly narrow: boolean;
}

/** One dead letter: what failed and why, what can be done, every attempt, the event, the row, what waits behind. */
export function DeadLetterPane(props: DeadLetterPaneProps) {
  const { data, error, refetch } = useQuery({
    ...deadLetterQuery(props.id),
    ...(props.first?.deadLetter.id === props.id ? { initialData: props.first } : {}),
  });
  if (data === undefined && error !== null) {
    return <QueryError title="The dead letter could not be read" error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingRows label="Loading the dead letter" rows={16} />;
  return <Detail detail={data} {...props} />;
}

function Detail({ detail, role, url, setUrl, narrow }: DeadLetterPaneProps & { readonly detail: DeadLetterDetail }) {
  const { deadLetter, event, held } = detail;
  const { streamId, streamVersion, position } = deadLetter;
  const retrying = useRetry();
  const blocked = whyBlocked(detail) ?? (retrying.busy ? "It is being retried." : null);
  const parts: Record<DetailPane, React.ReactNode> = {
    attempts: <AttemptsList key={`${deadLetter.id} ${deadLetter.attempts}`} detail={detail} />,
    event: <FailedEvent detail={detail} reading={url.read} onReading={(read) => void setUrl({ read })} />,
    row: <RowBeforeTable detail={detail} />,
    held: (
      <HeldBack
        detail={detail}
        role={role}
        blocked={blocked}
        onRetryUpTo={(version) => retrying.retry({ ids: [deadLetter.id], upToVersion: version })}
      />
    ),
  };
  const actions = deadLetter.status === "parked" && (
    <div className={classes.actions} data-narrow={narrow || undefined}>
      <DeadLetterActions detail={detail} role={role} blocked={blocked} retrying={retrying} short={narrow} />
      {!narrow && <span className={classes.order}>Applied in order, in one transaction</span>}
    </div>
  );
  return (
    <article className={pane.pane} aria-label={`Dead letter ${streamId}, version ${streamVersion}`}>
      <header className={classes.top}>
        <div className={classes.titleLine}>
          <h2 className={classes.title}>
            <EventTypeName type={deadLetter.type} schema={`v${deadLetter.schemaVersion}`} />
          </h2>
          <span className={classes.where}>
            version {formatCount(streamVersion)} of{" "}
            <Link href={streamHref(streamId, `version=${streamVersion}`)} className="mono">
              <ShownText text={streamId} />
            </Link>
            <CopyId value={deadLetter.eventId} what="event id" buttonOnly />
          </span>
          <span className={classes.facts}>
            position {formatCount(BigInt(position))}
            {event !== null && (
              <>
                , recorded <Time at={event.recordedAt} show="exact" milliseconds />
              </>
            )}
          </span>
        </div>
        <div className={classes.error}>
          <StatusIcon status="stopped" />
          <b className={classes.errorMessage} title={deadLetter.message}>
            {deadLetter.message}
          </b>
          <span className={classes.policy}>
            in{" "}
            <Link href={`/projections/${encodeURIComponent(deadLetter.projection)}`} className="mono">
              {deadLetter.projection}
            </Link>{" "}
            v{deadLetter.version}
            {deadLetter.versionState !== "live" && ` (${deadLetter.versionState})`}. Policy: {policyWords(detail)}
          </span>
        </div>
        <DeadLetterState detail={detail} />
        {!narrow && actions}
      </header>
      {narrow ? (
        <Tabs
          value={url.pane}
          onChange={(pane) => void setUrl({ pane: pane as DetailPane })}
          className={classes.tabs}
          keepMounted={false}
        >
          <Tabs.List>
            <Tabs.Tab value="attempts">Attempts {formatCount(deadLetter.attempts)}</Tabs.Tab>
            <Tabs.Tab value="event">Event</Tabs.Tab>
            <Tabs.Tab value="row">Row</Tabs.Tab>
            <Tabs.Tab value="held">Held {formatCount(held.total)}</Tabs.Tab>
          </Tabs.List>
          {Object.entries(parts).map(([pane, part]) => (
            <Tabs.Panel key={pane} value={pane} className={classes.panel}>
              {part}
            </Tabs.Panel>
          ))}
        </Tabs>
      ) : (
        <div className={classes.columns}>
          <div className={classes.column}>{parts.attempts}</div>
          <div className={classes.column}>
            {parts.event}
            {parts.row}
            {parts.held}
          </div>
        </div>
      )}
      {narrow && actions}
    </article>
  );
}

const POLICY_WORDS = { park: "park the stream.", skip: "skip the event.", stop: "stop." } as const;

function policyWords({ policy }: DeadLetterDetail): string {
  return POLICY_WORDS[policy.policy];
}
