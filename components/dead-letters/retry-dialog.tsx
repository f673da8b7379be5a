"use client";
import { IconAlertTriangle, IconRefresh, IconTableColumn, IconUserOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ActionDialog, DialogFact } from "@/components/actions/action-dialog";
import { ErrorState } from "@/components/layout/error-state";
import { retryDeadLettersAction } from "@/lib/actions/dead-letters";
import type { DeadLetter } from "@/lib/api/dead-letters";
import { type DeadLetterListFilter, matchingDeadLettersQuery } from "@/lib/api/dead-letters-queries";
import { formatCount, formatCounted } from "@/lib/format/number";

/** What a dialog is about to retry: chosen dead letters, or all parked ones under a filter. */
export type RetryTarget =
  | { readonly letters: readonly DeadLetter[] }
  | { readonly filter: DeadLetterListFilter; readonly title: string };

interface RetryDialogProps {
  readonly target: RetryTarget | null;
  readonly liveWorkers: number;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Counts first, then retries: how many streams, how many events with those that wait, of which projections. */
export function RetryDialog({ target, ...props }: RetryDialogProps) {
  if (target === null) return null;
  return "letters" in target ? (
    <OfLetters letters={target.letters} {...props} />
  ) : (
    <OfFilter target={target} {...props} />
  );
}

type Rest = Omit<RetryDialogProps, "target">;

function OfLetters({ letters, ...props }: Rest & { readonly letters: readonly DeadLetter[] }) {
  const counted = {
    parked: letters.length,
    waiting: letters.reduce((sum, { waiting }) => sum + waiting, 0),
    projections: [...new Set(letters.map(({ projection }) => projection))],
  };
  const [only] = letters;
  const title = letters.length === 1 && only !== undefined ? only.streamId : formatCounted(letters.length, "stream");
  return (
    <Dialog
      title={`Retry ${title}`}
      request={{ ids: letters.map(({ id }) => id) }}
      counted={counted}
      failed={null}
      {...props}
    />
  );
}

function OfFilter({ target, ...props }: Rest & { readonly target: Extract<RetryTarget, { title: string }> }) {
  const { data, error, refetch } = useQuery(matchingDeadLettersQuery(target.filter));
  const { group: _group, status: _status, ...filter } = target.filter;
  return (
    <Dialog
      title={target.title}
      // Those that fail after they were counted are not among them.
      request={{ filter: { ...filter, failedUpTo: data?.at } }}
      counted={
        data === undefined
          ? null
          : {
              parked: data.parked,
              waiting: data.waiting,
              projections: [...new Set(data.groups.flatMap(({ projections }) => projections))],
            }
      }
      failed={
        error === null ? null : (
          <ErrorState title="They could not be counted" onRetry={() => void refetch()} details={String(error.stack)}>
            {error.message}
          </ErrorState>
        )
      }
      {...props}
    />
  );
}

interface DialogProps extends Rest {
  readonly title: string;
  readonly request: object;
  readonly counted: {
    readonly parked: number;
    readonly waiting: number;
    readonly projections: readonly string[];
  } | null;
  readonly failed: React.ReactNode;
}

function Dialog({ title, request, counted, failed, liveWorkers, onClose, onDone }: DialogProps) {
  const queries = useQueryClient();
  const events = counted === null ? 0 : counted.parked + counted.waiting;
  const size = counted === null ? "" : `${formatCounted(counted.parked, "stream")}, ${formatCounted(events, "event")}`;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={title}
      note="Each stream is applied in order, in one transaction: all of it, or nothing after the event that fails."
      action={retryDeadLettersAction}
      fields={{ request: JSON.stringify(request) }}
      verb={counted === null ? "Retry" : `Retry ${size}`}
      reason="optional"
      blocked={counted === null ? "Counting…" : counted.parked === 0 ? "No parked stream matches." : null}
      onDone={() => {
        void queries.invalidateQueries({ queryKey: ["dead-letters"] });
        onDone();
      }}
    >
      {failed}
      {counted !== null && (
        <dl>
          <DialogFact icon={<IconRefresh size={16} aria-hidden="true" />} label="Applies">
            {formatCounted(counted.parked, "event")} that failed
            {counted.waiting > 0 && <>, then {formatCount(counted.waiting)} that wait behind</>}.
          </DialogFact>
          <DialogFact icon={<IconTableColumn size={16} aria-hidden="true" />} label="Projections">
            <span className="mono">{counted.projections.join(", ") || "none"}</span>
          </DialogFact>
          <DialogFact icon={<IconAlertTriangle size={16} aria-hidden="true" />} label="If one fails">
            Its stream stays parked at that event, with one more attempt; the others go on.
          </DialogFact>
          {liveWorkers === 0 && (
            <DialogFact icon={<IconUserOff size={16} aria-hidden="true" />} label="No worker">
              None is live. The retry is kept, and done when one starts.
            </DialogFact>
          )}
        </dl>
      )}
    </ActionDialog>
  );
}
