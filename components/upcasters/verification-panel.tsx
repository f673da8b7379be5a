"use client";
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconRefresh } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { formOf } from "@/components/actions/form-of";
import { RoleButton } from "@/components/actions/role-button";
import { useAction } from "@/components/actions/use-action";
import { EmptyState } from "@/components/layout/empty-state";
import { KeyFigure, KeyFigures } from "@/components/layout/key-figure";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { StatusTag } from "@/components/layout/status-tag";
import { QueryError } from "@/components/lists/query-error";
import { requestVerificationAction } from "@/lib/actions/jobs";
import type { EventPlace } from "@/lib/api/event-type-shape";
import { isUnderWay } from "@/lib/api/job-status";
import type { Verification, VerificationList } from "@/lib/api/jobs";
import { verificationsQuery } from "@/lib/api/jobs-queries";
import type { UpcasterDetail } from "@/lib/api/upcasters";
import { isUnpublished } from "@/lib/api/upcasters";
import type { Role } from "@/lib/auth/role";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted, formatRate } from "@/lib/format/number";
import { ReasonsTable } from "./reasons-table";
import classes from "./verification-panel.module.css";
import { VerificationProgress } from "./verification-progress";

interface VerificationPanelProps {
  readonly upcaster: UpcasterDetail | null;
  /** Why it cannot be verified now: it is not saved, or has mistakes. */
  readonly blocked: string | null;
  readonly role: Role;
  /** Shows an event among the examples. */
  readonly onChoose: (event: EventPlace) => void;
}

/** The draft run over every stored event that it matches: how far that is, what it came to, and every event that failed. */
export function VerificationPanel({ upcaster, blocked, role, onChoose }: VerificationPanelProps) {
  const { data, error, isPending, refetch } = useQuery({
    ...verificationsQuery(upcaster?.id ?? ""),
    enabled: upcaster !== null,
  });
  const latest = data?.verifications[0];
  const running = latest !== undefined && isUnderWay(latest);
  const canVerify = upcaster === null || isUnpublished(upcaster.state);
  return (
    <Panel
      title="Verification"
      note={<Verdict latest={latest} />}
      aside={
        <>
          {latest !== undefined && latest.status === "done" && <span>{coverageWords(latest)}</span>}
          {canVerify && !running && (
            <VerifyButton upcaster={upcaster} again={latest !== undefined} blocked={blocked} role={role} />
          )}
        </>
      }
    >
      {error !== null && (
        <QueryError title="Verifications could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {latest === undefined ? (
        error === null &&
        (isPending && upcaster !== null ? (
          <LoadingRows rows={2} label="Reading the verifications" />
        ) : (
          <EmptyState title="Not verified yet">
            A worker runs the draft over every stored event that it matches, and shows each one that fails. The examples
            above are only some of them.
          </EmptyState>
        ))
      ) : (
        <Latest latest={latest} list={data} role={role} onChoose={onChoose} />
      )}
    </Panel>
  );
}

interface LatestProps {
  readonly latest: Verification;
  readonly list: VerificationList | undefined;
  readonly role: Role;
  readonly onChoose: (event: EventPlace) => void;
}

function Latest({ latest, list, role, onChoose }: LatestProps) {
  const { result, outdated, status, error, params } = latest;
  const warn = (count: number) => (count > 0 ? { tone: "danger" as const } : {});
  const since = list?.eventsSince ?? 0;
  return (
    <>
      {isUnderWay(latest) && <VerificationProgress job={latest} liveWorkers={list?.liveWorkers ?? 0} role={role} />}
      {outdated !== null && (
        <p className={classes.stale}>
          <StatusTag status="warning">This result is out of date</StatusTag> {outdated}
        </p>
      )}
      {params.sample !== null && status === "done" && (
        <p className={classes.stale}>
          Of a sample of {formatCounted(params.sample, "event")}: to activate, verify all of them.
        </p>
      )}
      {latest.clean && outdated === null && since > 0 && (
        <p className={classes.stale}>
          {formatCounted(since, "matching event was", "matching events were")} appended since; activating verifies
          {since === 1 ? " it." : " them."}
        </p>
      )}
      {error !== null && (
        <p className={classes.failed} role="alert">
          <StatusTag status="stopped">It could not be finished</StatusTag> {error.message}
        </p>
      )}
      {result !== null && (
        <>
          <KeyFigures>
            <KeyFigure label="Converted" value={formatCount(result.converted)} />
            <KeyFigure label="Unchanged" value={formatCount(result.unchanged)} />
            <KeyFigure label="Dropped" value={formatCount(result.dropped)} />
            <KeyFigure label="Failed" value={formatCount(result.failed)} {...warn(result.failed)} />
            <KeyFigure label="Do not fit the schema" value={formatCount(result.misfits)} {...warn(result.misfits)} />
            <KeyFigure label="Lose precision" value={formatCount(result.precision)} {...warn(result.precision)} />
          </KeyFigures>
          {result.reasons.length > 0 && <ReasonsTable jobId={latest.id} reasons={result.reasons} onChoose={onChoose} />}
        </>
      )}
    </>
  );
}

function coverageWords({ result, upTo, params, eventsDone }: Verification): string {
  const elapsedMs = result?.elapsedMs ?? 0;
  const rate = elapsedMs > 0 ? `, ${formatRate((eventsDone / elapsedMs) * 1000)} events/s` : "";
  const which =
    params.sample === null ? `all ${formatCounted(eventsDone, "event")}` : formatCounted(eventsDone, "event");
  const position = upTo === null ? "" : `, up to position ${formatCount(BigInt(upTo))}`;
  return `${which} in ${formatDuration(elapsedMs)}${rate}${position}`;
}

function Verdict({ latest }: { readonly latest: Verification | undefined }) {
  if (latest === undefined) return null;
  const { status, result, clean, outdated, paused } = latest;
  if (status === "queued") return <StatusTag status="idle">waits for a worker</StatusTag>;
  if (status === "running" && paused !== null) return <StatusTag status="paused">paused</StatusTag>;
  if (status === "running") {
    return (
      <StatusTag status="working" turning>
        running
      </StatusTag>
    );
  }
  if (status === "cancelled") return <StatusTag status="idle">cancelled</StatusTag>;
  if (status === "failed" || result === null) return <StatusTag status="stopped">did not finish</StatusTag>;
  const { failed, misfits, precision } = result;
  if (failed > 0) return <StatusTag status="stopped">{formatCounted(failed, "event fails", "events fail")}</StatusTag>;
  if (misfits + precision > 0) {
    return (
      <StatusTag status="stopped">{formatCounted(misfits + precision, "event is", "events are")} not right</StatusTag>
    );
  }
  if (outdated !== null) return <StatusTag status="warning">out of date</StatusTag>;
  return <StatusTag status="ok">{clean ? "every event passes" : "the sample passes"}</StatusTag>;
}

interface VerifyButtonProps {
  readonly upcaster: UpcasterDetail | null;
  readonly again: boolean;
  readonly blocked: string | null;
  readonly role: Role;
}

const SAMPLES = [1_000, 10_000, 100_000] as const;

/** Runs the draft over all stored events, or over some of them. */
function VerifyButton({ upcaster, again, blocked, role }: VerifyButtonProps) {
  const queries = useQueryClient();
  const [, run, pending] = useAction(requestVerificationAction, () =>
    queries.invalidateQueries({ queryKey: ["verifications"] }),
  );
  const verify = (sample: number | null) =>
    run(formOf({ id: upcaster?.id ?? "", ...(sample === null ? {} : { sample: String(sample) }) }));
  const reason = upcaster === null ? "Save the draft first." : blocked;
  return (
    <Button.Group>
      <RoleButton
        role={role}
        needs="operator"
        loading={pending}
        blocked={reason}
        leftSection={<IconRefresh size={14} />}
        onClick={() => verify(null)}
      >
        {again ? "Verify again" : "Verify"}
      </RoleButton>
      {reason === null && role !== "viewer" && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button aria-label="Verify a sample" px={6}>
              <IconChevronDown size={14} aria-hidden="true" />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {SAMPLES.map((size) => (
              <Menu.Item key={size} onClick={() => verify(size)}>
                Verify a sample of {formatCount(size)} events
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Button.Group>
  );
}
