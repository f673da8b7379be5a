"use client";
import { SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LinkButton } from "@/components/layout/link-button";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import type { ReducerList } from "@/lib/api/reducers";
import { reducersQuery } from "@/lib/api/reducers-queries";
import { formatCounted } from "@/lib/format/number";
import { REDUCER_COLUMNS, type ReducerRow } from "./reducer-columns";
import { newReducerHref, reducerHref } from "./reducer-href";
import classes from "./reducers-screen.module.css";

const SHOWN = ["all", "written", "inferred"] as const;

/** The reducers of every category: who says what the state of its streams is. */
export function ReducersScreen({ initial }: { readonly initial: ReducerList }) {
  const router = useRouter();
  const { data, error, refetch } = useQuery({ ...reducersQuery(), initialData: initial });
  const [view, setView] = useQueryStates({
    show: parseAsStringLiteral(SHOWN).withDefault("all"),
    q: parseAsString.withDefault(""),
  });
  const [active, setActive] = useState<string | null>(null);
  const all = rowsOf(data);
  const rows = all.filter((row) => belongs(row, view.show) && matches(row, view.q));
  const inConsole = all.filter(({ source }) => source === "console").length;
  const inCode = all.filter(({ source }) => source === "code").length;
  return (
    <>
      <PageHeader
        title="Reducers"
        facts={`${inCode} in code, ${inConsole} in the console, for ${formatCounted(data.categories.length, "category", "categories")}`}
        actions={<LinkButton href="/reducers/new">New reducer…</LinkButton>}
      />
      <PageBody>
        {error !== null && (
          <ErrorState title="Reducers could not be read again" onRetry={() => refetch()} details={String(error.stack)}>
            {error.message} The rows below are those of the last answer.
          </ErrorState>
        )}
        <Panel
          title="By category"
          note="a stream is shown with the first of its category"
          aside={
            <span className={classes.tools}>
              <SegmentedControl
                aria-label="Reducers shown"
                value={view.show}
                onChange={(show) => void setView({ show: SHOWN.find((each) => each === show) ?? "all" })}
                data={[
                  { value: "all", label: "All" },
                  { value: "written", label: "Written" },
                  { value: "inferred", label: "Inferred only" },
                ]}
              />
              <TextInput
                aria-label="Filter by category or name"
                placeholder="Category or name"
                leftSection={<IconSearch size={14} aria-hidden="true" />}
                value={view.q}
                onChange={(event) => void setView({ q: event.currentTarget.value })}
              />
            </span>
          }
        >
          <DataTable
            label="Reducers"
            columns={REDUCER_COLUMNS}
            rows={rows}
            rowKey={keyOf}
            rowHeight={36}
            virtual={false}
            activeKey={active}
            onActivate={(row) => setActive(keyOf(row))}
            onOpen={(row) => {
              const href = openHref(row);
              if (href !== null) router.push(href);
            }}
            pageKeys
            rowTone={({ state }) => (state === "retired" ? "muted" : undefined)}
            empty={
              all.length === 0 ? (
                <EmptyState title="No stream yet">
                  Each category of streams appears here, with the reducers that say what their state is.
                </EmptyState>
              ) : (
                <EmptyState title="No reducer matches">No category and no name contains what is looked for.</EmptyState>
              )
            }
          />
          {data.capped && (
            <p className={`hint ${classes.capped}`}>There are more streams than were counted for this list.</p>
          )}
        </Panel>
      </PageBody>
    </>
  );
}

function rowsOf({ categories }: ReducerList): ReducerRow[] {
  const ordered = categories.toSorted((a, b) => b.streams - a.streams || (a.category < b.category ? -1 : 1));
  return ordered.flatMap(({ category, streams, reducers }) =>
    reducers.map((reducer, place) => ({ ...reducer, category, streams, first: place === 0 })),
  );
}

function belongs({ source, isDefault }: ReducerRow, show: (typeof SHOWN)[number]): boolean {
  if (show === "written") return source !== "inferred";
  return show === "all" || (source === "inferred" && isDefault);
}

function matches({ category, name }: ReducerRow, wanted: string): boolean {
  return `${category} ${name}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

const keyOf = ({ category, name }: ReducerRow) => `${category} ${name}`;

function openHref({ source, name, category }: ReducerRow): string | null {
  if (source === "console") return reducerHref(name);
  return source === "inferred" ? newReducerHref(category) : null;
}
