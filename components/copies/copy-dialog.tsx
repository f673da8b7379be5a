"use client";
import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ActionDialog } from "@/components/actions/action-dialog";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { requestCopyAction } from "@/lib/actions/copies";
import type { CopyPreflight } from "@/lib/api/copies";
import { categoriesQuery, copyPreflightQuery } from "@/lib/api/copies-queries";
import { hasRole, type Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./copies.module.css";
import { CopyPreflightFacts } from "./copy-preflight-facts";

interface CopyDialogProps {
  readonly role: Role;
  readonly onClose: () => void;
}

/** Which category, and to where; then what would be read, converted and left out, and who reads the copies too; the reason. */
export function CopyDialog({ role, onClose }: CopyDialogProps) {
  const queries = useQueryClient();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [asked] = useDebouncedValue(`${from}\n${to.trim()}`, 300);
  const [askedFrom = "", askedTo = ""] = asked.split("\n");
  const categories = useQuery(categoriesQuery());
  const { data, error, refetch } = useQuery(copyPreflightQuery(askedFrom, askedTo));
  const isAsked = askedFrom !== "" && askedTo !== "";
  const preflight = data !== undefined && data.from === from && data.to === to.trim() ? data : undefined;
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title="Copy a category"
      note="Its events are written once more, as they are read today, into new streams. The originals stay as they are."
      action={requestCopyAction}
      fields={{ from, to: to.trim() }}
      verb="Start copy"
      reason="required"
      reasonPlaceholder="Fines leave for a store of their own, OPS-2231"
      blocked={blockedWords({ from, to, preflight, failed: isAsked && error !== null, role })}
      onDone={() => void queries.invalidateQueries()}
    >
      <div className={classes.names}>
        <Select
          label="From"
          placeholder={categories.isLoading ? "Counting…" : "Choose a category"}
          searchable
          data={(categories.data?.categories ?? []).map(({ category, streams, events }) => ({
            value: category,
            label: `${visibleText(category)}: ${formatCounted(events, "event")} in ${formatCounted(streams, "stream")}`,
          }))}
          value={from === "" ? null : from}
          onChange={(value) => setFrom(value ?? "")}
        />
        <TextInput
          label="To"
          placeholder={from === "" ? "A new category" : `${from}2`}
          value={to}
          maxLength={200}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      {categories.error !== null && (
        <QueryError
          title="The categories could not be read"
          error={categories.error}
          onRetry={() => void categories.refetch()}
        />
      )}
      {error !== null && isAsked && (
        <QueryError title="What it would do could not be counted" error={error} onRetry={() => void refetch()} />
      )}
      {isAsked && preflight === undefined && error === null && <LoadingRows rows={4} label="Counting events" />}
      {preflight !== undefined && preflight.blockedBy === null && <CopyPreflightFacts preflight={preflight} />}
      {preflight !== undefined && preflight.blockedBy !== null && (
        <p className={classes.problem} role="alert">
          {preflight.blockedBy}
        </p>
      )}
    </ActionDialog>
  );
}

interface Choice {
  readonly from: string;
  readonly to: string;
  readonly preflight: CopyPreflight | undefined;
  readonly failed: boolean;
  readonly role: Role;
}

function blockedWords({ from, to, preflight, failed, role }: Choice): string | null {
  if (!hasRole(role, "admin")) return `This needs the role admin; yours is ${role}.`;
  if (from === "") return "Choose the category to copy.";
  if (to.trim() === "") return "Name the category to copy to.";
  if (failed) return "What it would do is not known.";
  if (preflight === undefined) return "Counting…";
  if (preflight.blockedBy !== null) return "There can be no such copy.";
  return preflight.events === 0 ? "There is nothing new to copy." : null;
}
