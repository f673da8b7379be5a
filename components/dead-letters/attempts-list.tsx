"use client";
import { Accordion, Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { CopyId } from "@/components/layout/copy-id";
import { Time } from "@/components/layout/time";
import { useTimeZone } from "@/components/layout/time-zone";
import type { DeadLetterAttempt, DeadLetterDetail } from "@/lib/api/dead-letters";
import { formatTimeOfDay } from "@/lib/format/instant";
import { formatCount, formatCounted } from "@/lib/format/number";
import { formatAge } from "@/lib/format/relative-time";
import { stackFrames } from "@/lib/format/stack-frames";
import classes from "./attempts-list.module.css";

const FIRST_FRAMES = 4;

/** Every attempt with its message and stack, newest first, and where else the same error came up. */
export function AttemptsList({ detail }: { readonly detail: DeadLetterDetail }) {
  const { attempts, deadLetter } = detail;
  const newest = attempts[0]?.attempt;
  const [opened, setOpened] = useState<string | null>(newest === undefined ? null : String(newest));
  return (
    <section aria-label="Attempts">
      <header className={classes.head}>
        <h3>Attempts</h3>
        <span>
          {formatCount(deadLetter.attempts)}
          {attempts.length > 1 && ", newest first"}
          {attempts.length > 0 &&
            attempts.length < deadLetter.attempts &&
            `; the last ${formatCount(attempts.length)} are kept here`}
        </span>
      </header>
      {attempts.length === 0 && (
        <p className={classes.none}>It was not tried: an operator asked for the events before it only.</p>
      )}
      <Accordion
        value={opened}
        onChange={setOpened}
        chevronPosition="left"
        chevron={<IconChevronRight size={14} aria-hidden="true" />}
        classNames={{
          item: classes.item ?? "",
          control: classes.control ?? "",
          label: classes.label ?? "",
          content: classes.content ?? "",
          chevron: classes.chevron ?? "",
        }}
      >
        {attempts.map((attempt) => (
          <Attempt key={attempt.attempt} attempt={attempt} version={deadLetter.version} />
        ))}
      </Accordion>
      <SameError detail={detail} />
    </section>
  );
}

function Attempt({ attempt, version }: { readonly attempt: DeadLetterAttempt; readonly version: number }) {
  const timeZone = useTimeZone();
  return (
    <Accordion.Item value={String(attempt.attempt)}>
      <Accordion.Control>
        <span className={classes.number}>Attempt {formatCount(attempt.attempt)}</span>
        <span className="mono">{formatTimeOfDay(new Date(attempt.attemptedAt), { timeZone })}</span>
        <Time at={attempt.attemptedAt} className={classes.ago ?? ""} />
        <span className={classes.worker}>
          v{version}
          {attempt.worker !== null && <>, {attempt.worker}</>}
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        {attempt.requestedBy !== null && <p className={classes.asked}>Asked for by {attempt.requestedBy}</p>}
        <Stack message={attempt.message} stack={attempt.stack} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function Stack({ message, stack }: { readonly message: string; readonly stack: string | null }) {
  const [all, setAll] = useState(false);
  const { message: above, frames } = stackFrames(stack ?? message);
  const shown = all ? frames : frames.slice(0, FIRST_FRAMES);
  return (
    <div className={classes.stack}>
      <span className={classes.copy}>
        <CopyId value={stack ?? message} what="message and stack" buttonOnly />
      </span>
      {!above.includes(message) && <p className={classes.message}>{message}</p>}
      <p className={classes.message}>{above}</p>
      {shown.map(({ text, foreign }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a frame is its place in the stack.
        <p key={index} className={classes.frame} data-foreign={foreign || undefined}>
          {text}
        </p>
      ))}
      {shown.length < frames.length && (
        <Button variant="transparent" size="compact-xs" px={0} onClick={() => setAll(true)}>
          {formatCounted(frames.length - shown.length, "more frame")}
        </Button>
      )}
    </div>
  );
}

function SameError({ detail }: { readonly detail: DeadLetterDetail }) {
  const { sameError, deadLetter } = detail;
  const { others, deployment, firstFailedAt, lastFailedAt } = sameError;
  const search = new URLSearchParams({
    status: "any",
    projection: deadLetter.projection,
    error: deadLetter.errorGroup,
  });
  const within = (from: string, to: string) => formatAge(Math.max(1000, Date.parse(to) - Date.parse(from)));
  return (
    <p className={classes.same}>
      {others === 0 ? (
        "No other stream failed in this way."
      ) : (
        <Link href={`/dead-letters?${search}`}>
          Same error in {formatCounted(others, "other stream")} of {deadLetter.projection}
        </Link>
      )}
      {others > 0 && ". "}
      {deployment !== null &&
        (others === 0
          ? ` It failed ${within(deployment.deployedAt, deadLetter.failedAt)} after ${deployment.label} was deployed.`
          : `All began within ${within(deployment.deployedAt, lastFailedAt)} of deploy ${deployment.label}.`)}
      {deployment === null && others > 0 && `They began within ${within(firstFailedAt, lastFailedAt)}.`}
    </p>
  );
}
