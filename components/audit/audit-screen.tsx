"use client";
import { Button, Select } from "@mantine/core";
import { IconBook } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { type AuditFilter, type AuditPage, auditQuery } from "@/lib/api/audit";
import { DataTable } from "../layout/data-table";
import { EmptyState } from "../layout/empty-state";
import { ErrorState } from "../layout/error-state";
import { LoadingRows } from "../layout/loading-rows";
import { PageHeader, SecondBar } from "../layout/page-header";
import classes from "./audit.module.css";
import { auditColumns } from "./audit-columns";
import { AuditDetail } from "./audit-detail";

interface AuditScreenProps {
  readonly initial: AuditPage;
  readonly initialFilter: AuditFilter;
}

/** Who did what, when and why, newest first; the selected record beside the list. */
export function AuditScreen({ initial, initialFilter }: AuditScreenProps) {
  const [filter, setFilter] = useQueryStates({ type: parseAsString, actor: parseAsString });
  const [active, setActive] = useState<string | null>(null);
  const asFirst = filter.type === initialFilter.type && filter.actor === initialFilter.actor;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    ...auditQuery(filter),
    ...(asFirst ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
  });
  const records = data?.pages.flatMap((page) => page.records) ?? [];
  const { types, actors } = data?.pages[0] ?? initial;
  const selected = records.find((record) => record.position === active) ?? null;
  const filtered = filter.type !== null || filter.actor !== null;
  const clear = () => setFilter({ type: null, actor: null });
  return (
    <>
      <PageHeader title="Audit" facts="Every action of an operator is an event in an $audit stream of this store" />
      <SecondBar label="Filters">
        <Select
          className={classes.filter ?? ""}
          aria-label="Action"
          placeholder="Any action"
          data={types}
          value={filter.type}
          onChange={(type) => setFilter({ type })}
          clearable
          searchable
        />
        <Select
          className={classes.filter ?? ""}
          aria-label="Operator"
          placeholder="Anybody"
          data={actors.map((actor) => ({ value: actor.id, label: actor.name }))}
          value={filter.actor}
          onChange={(actor) => setFilter({ actor })}
          clearable
          searchable
        />
        {filtered && (
          <Button variant="subtle" color="gray" onClick={clear}>
            Clear filters
          </Button>
        )}
      </SecondBar>
      {error !== null && (
        <ErrorState title="The audit could not be read" onRetry={() => refetch()} details={error.message}>
          {error.message} {records.length > 0 && "The rows below were read before."}
        </ErrorState>
      )}
      <div className={classes.panes}>
        {data === undefined && error === null ? (
          <LoadingRows label="Loading the audit" rows={16} />
        ) : (
          <DataTable
            label="Audit"
            columns={auditColumns}
            rows={records}
            rowKey={(record) => record.position}
            activeKey={active}
            onActivate={(record) => setActive(record.position)}
            pageKeys
            refreshing={isFetching}
            onEndReached={() => {
              if (hasNextPage && !isFetching) void fetchNextPage();
            }}
            empty={
              filtered ? (
                <EmptyState
                  icon={IconBook}
                  title="No such action"
                  action={<Button onClick={clear}>Clear filters</Button>}
                >
                  No record matches{" "}
                  {[filter.type, actors.find(({ id }) => id === filter.actor)?.name].filter(Boolean).join(" by ")}.
                </EmptyState>
              ) : (
                <EmptyState icon={IconBook} title="Nothing was done yet">
                  Signing in, rebuilding, activating an upcaster: each action appears here with who, when and why.
                </EmptyState>
              )
            }
          />
        )}
        {selected !== null && <AuditDetail record={selected} onClose={() => setActive(null)} />}
      </div>
    </>
  );
}
