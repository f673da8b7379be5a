"use client";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { ActionDialog } from "@/components/actions/action-dialog";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { requestBisectionAction } from "@/lib/actions/bisections";
import type { BisectionPreflight } from "@/lib/api/bisections";
import { type BisectionQuestion, bisectionPreflightQuery } from "@/lib/api/bisections-queries";
import { categoriesQuery } from "@/lib/api/copies-queries";
import { hasRole, type Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { ConditionField } from "./condition-field";
import { questionHref } from "./find-when-url";
import { isAnswerTo } from "./is-answer-to";
import classes from "./question-dialog.module.css";
import { QuestionPreflight } from "./question-preflight";

interface QuestionDialogProps {
  readonly question: BisectionQuestion;
  readonly onChange: (question: Partial<BisectionQuestion>) => void;
  readonly role: Role;
  readonly onClose: () => void;
  /** With the page of the question. */
  readonly onAsked: (href: string) => void;
}

/** A category and a condition; then how much would be read, about how long it takes, and what it finds in some streams. */
export function QuestionDialog({ question, onChange, role, onClose, onAsked }: QuestionDialogProps) {
  const { category, condition, reducer } = question;
  const [asked] = useDebouncedValue(question, 300);
  const categories = useQuery(categoriesQuery());
  const { data, error, refetch, isPlaceholderData } = useQuery(bisectionPreflightQuery(asked));
  const isAsked = asked.category !== "" && asked.condition.trim() !== "";
  const preflight = data !== undefined && isAnswerTo(data, question, isPlaceholderData) ? data : undefined;
  const reducers = data?.category === category ? data.reducers : [];
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title="Find when, in every stream of a category"
      note="The first event of each stream after which a condition on its state holds. Nothing is changed."
      action={requestBisectionAction}
      fields={{ category, condition: condition.trim(), reducer: reducer ?? "" }}
      verb={preflight === undefined ? "Look through" : `Look through ${formatCounted(preflight.streams, "stream")}`}
      reason="none"
      blocked={blockedWords({ question, preflight, failed: isAsked && error !== null, role })}
      onDone={(href) => href !== undefined && onAsked(href)}
      size={680}
    >
      <div className={classes.names}>
        <Select
          label="Category"
          placeholder={categories.isLoading ? "Counting…" : "Choose a category"}
          data-autofocus={category === "" || undefined}
          searchable
          data={(categories.data?.categories ?? []).map(({ category: name, streams, events }) => ({
            value: name,
            label: `${visibleText(name)}: ${formatCounted(events, "event")} in ${formatCounted(streams, "stream")}`,
          }))}
          value={category === "" ? null : category}
          onChange={(value) => onChange({ category: value ?? "", reducer: undefined })}
        />
        {reducers.length > 1 && (
          <Select
            label="Reducer"
            data={reducers}
            allowDeselect={false}
            value={reducer ?? data?.reducer.name ?? null}
            onChange={(value) => onChange({ reducer: value ?? undefined })}
          />
        )}
      </div>
      <div className={classes.condition}>
        <span className={classes.label}>Condition, in CEL</span>
        <ConditionField
          category={category}
          reducer={reducer}
          value={condition}
          onChange={(text) => onChange({ condition: text })}
          onSubmit={() => undefined}
          autoFocus={category !== ""}
          problem={preflight?.problem ?? null}
        />
      </div>
      {error !== null && isAsked && (
        <QueryError title="What it would read could not be counted" error={error} onRetry={() => void refetch()} />
      )}
      {isAsked && preflight === undefined && error === null && <LoadingRows rows={3} label="Counting events" />}
      {preflight !== undefined && <QuestionPreflight preflight={preflight} />}
      {preflight !== undefined && preflight.active !== null && (
        <p>
          A worker is at this very question: <Link href={questionHref(preflight.active)}>see it</Link>.
        </p>
      )}
    </ActionDialog>
  );
}

interface Standing {
  readonly question: BisectionQuestion;
  readonly preflight: BisectionPreflight | undefined;
  readonly failed: boolean;
  readonly role: Role;
}

function blockedWords({ question, preflight, failed, role }: Standing): string | null {
  if (!hasRole(role, "operator")) return `This needs the role operator; yours is ${role}.`;
  if (question.category === "") return "Choose a category.";
  if (question.condition.trim() === "") return "Write a condition.";
  if (failed) return "What it would read is not known.";
  if (preflight === undefined) return "Counting…";
  if (preflight.problem !== null) return "This is no condition yet.";
  return preflight.active === null ? null : "It is being asked already.";
}
