"use client";
import { Button, Menu, Splitter } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { RoleButton } from "@/components/actions/role-button";
import { ThumbBar } from "@/components/actions/thumb-bar";
import { LoadingRows } from "@/components/layout/loading-rows";
import { PageHeader } from "@/components/layout/page-header";
import { QueryError } from "@/components/lists/query-error";
import type {
  DeadLetter,
  DeadLetterDetail,
  DeadLetterGroup,
  DeadLetterPage,
  DeadLetterSummary,
} from "@/lib/api/dead-letters";
import {
  type DeadLetterListFilter,
  deadLetterSummaryQuery,
  deadLettersExportUrl,
  deadLettersQuery,
} from "@/lib/api/dead-letters-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount, formatCounted } from "@/lib/format/number";
import { DeadLetterList } from "./dead-letter-list";
import { DeadLetterPane } from "./dead-letter-pane";
import classes from "./dead-letters.module.css";
import { DeadLettersBar } from "./dead-letters-bar";
import { deadLettersParsers, isNarrowed, NO_FILTER, parseId, toListFilter } from "./dead-letters-url";
import { NoDeadLetters } from "./no-dead-letters";
import { RetryDialog, type RetryTarget } from "./retry-dialog";
import { SkipDialog } from "./skip-dialog";
import { StoppedList } from "./stopped-list";

interface DeadLettersViewProps {
  readonly role: Role;
  readonly firstFilter: DeadLetterListFilter;
  readonly firstPage: DeadLetterPage;
  readonly firstSummary: DeadLetterSummary;
  readonly firstDetail: DeadLetterDetail | null;
}

/** The events that could not be applied: grouped at the left, one of them with everything about it at the right. */
export function DeadLettersView({ role, firstFilter, firstPage, firstSummary, firstDetail }: DeadLettersViewProps) {
  const [url, setUrl] = useQueryStates(deadLettersParsers, { history: "replace", throttleMs: 200 });
  const filter = useMemo(() => toListFilter(url), [url]);
  const isFirst = JSON.stringify(filter) === JSON.stringify(firstFilter);
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    ...deadLettersQuery(filter),
    ...(isFirst ? { initialData: { pages: [firstPage], pageParams: [undefined] } } : {}),
  });
  const { data: summary = firstSummary } = useQuery({
    ...deadLetterSummaryQuery(filter),
    ...(isFirst ? { initialData: firstSummary } : {}),
  });
  const letters = useMemo(() => list.data?.pages.flatMap((page) => page.deadLetters) ?? [], [list.data]);
  const isNarrow = useMediaQuery("(max-width: 899px)", false);
  const isTight = useMediaQuery("(max-width: 1399px)", false);
  const [width, setWidth] = useLocalStorage<number>({ key: "foldline-dead-letters-pane", defaultValue: 0 });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [target, setTarget] = useState<RetryTarget | null>(null);
  const [skipping, setSkipping] = useState(false);

  const chosenId = parseId(url.id) ?? (isNarrow ? null : (letters[0]?.id ?? null));
  const chosen = letters.find(({ id }) => id === chosenId);
  const picked = letters.filter(({ id }) => selected.has(id));
  const narrowed = isNarrowed(filter);
  const readAt = list.data?.pages[0]?.at ?? firstPage.at;
  const newer = summary.newestFailedAt !== null && summary.newestFailedAt > readAt;
  const toggle = (ids: readonly string[]) =>
    setSelected((before) => {
      const after = new Set(before);
      for (const id of ids) if (!after.delete(id)) after.add(id);
      return after;
    });
  const retry = (group: DeadLetterGroup | null) => {
    if (group !== null) setTarget({ filter: { ...filter, ...ofGroup(group, filter) }, title: `Retry ${group.title}` });
    else if (picked.length > 0) setTarget({ letters: picked });
    else if (chosen?.status === "parked" && chosen.retryRequestedAt === null) setTarget({ letters: [chosen] });
  };
  const clear = () => void setUrl({ ...NO_FILTER, id: null });

  const listPane = (
    <section
      className={`${classes.pane} ${isNarrow ? classes.full : ""}`}
      aria-label="List"
      aria-busy={list.isFetching}
    >
      {picked.length > 0 && (
        <div className={classes.selection}>
          <span>{formatCounted(picked.length, "selected", "selected")}</span>
          <RoleButton role={role} needs="operator" onClick={() => setTarget({ letters: picked })}>
            Retry {formatCounted(picked.length, "stream")}…
          </RoleButton>
          <RoleButton role={role} needs="operator" onClick={() => setSkipping(true)}>
            Skip {formatCount(picked.length)}…
          </RoleButton>
          <Button variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
            Clear
          </Button>
        </div>
      )}
      {!narrowed && summary.stopped.length > 0 && <StoppedList stopped={summary.stopped} />}
      {list.isPending && <LoadingRows label="Loading dead letters" rows={10} rowHeight={50} />}
      {list.isError && (
        <QueryError title="Dead letters could not be read" error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && letters.length === 0 && (
        <NoDeadLetters
          narrowed={narrowed}
          stopped={summary.stopped.length}
          appliedUpTo={summary.appliedUpTo}
          onClear={clear}
        />
      )}
      {newer && (
        <Button
          className={classes.newer ?? ""}
          variant="filled"
          radius="xl"
          onClick={() => void queries.invalidateQueries({ queryKey: ["dead-letters", "list"] })}
        >
          Show newer ones
        </Button>
      )}
      {letters.length > 0 && (
        <DeadLetterList
          letters={letters}
          groups={summary.groups}
          grouping={filter.group}
          search={filter.q}
          role={role}
          chosenId={chosenId}
          selected={selected}
          onChoose={({ id }: DeadLetter) => void setUrl({ id }, { history: isNarrow ? "push" : "replace" })}
          onSelect={toggle}
          onRetry={retry}
          onEnd={() => {
            if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
          }}
        />
      )}
    </section>
  );
  const detailPane = chosenId !== null && (
    <section className={`${classes.pane} ${isNarrow ? classes.full : ""}`} aria-label="Details">
      <DeadLetterPane
        key={chosenId}
        id={chosenId}
        first={firstDetail}
        role={role}
        url={url}
        setUrl={setUrl}
        narrow={isNarrow}
      />
    </section>
  );
  const alone = isNarrow && chosenId !== null;
  return (
    <>
      <PageHeader
        title={alone ? "Dead letter" : "Dead letters"}
        {...(alone
          ? { breadcrumb: [{ label: "Dead letters", href: listHref(url) }] }
          : {
              facts: <Facts summary={summary} />,
              actions: (
                <ThumbBar>
                  <Export filter={filter} disabled={letters.length === 0} />
                  <RoleButton
                    role={role}
                    needs="operator"
                    blocked={summary.parked === 0 ? "No parked stream matches." : null}
                    leftSection={<IconRefresh size={16} aria-hidden="true" />}
                    onClick={() =>
                      setTarget({ filter, title: narrowed ? "Retry all that match" : "Retry every parked stream" })
                    }
                  >
                    Retry {formatCount(summary.parked)} that match…
                  </RoleButton>
                </ThumbBar>
              ),
            })}
      />
      {!alone && <DeadLettersBar url={url} setUrl={setUrl} summary={summary} narrowed={narrowed} onClear={clear} />}
      {isNarrow ? (
        detailPane || listPane
      ) : detailPane === false ? (
        listPane
      ) : (
        <Splitter
          key={`${isTight} ${width}`}
          className={classes.panes}
          data-alone={url.id !== null || undefined}
          lineSize={1}
          withHandle={false}
          handleColor="var(--fl-line)"
          onResizeEnd={(_, sizes) => setWidth(px(sizes[0]) ?? width)}
        >
          <Splitter.Pane defaultSize={`${width === 0 ? (isTight ? 336 : 416) : width}px`} min="280px">
            {listPane}
          </Splitter.Pane>
          <Splitter.Pane defaultSize={100} min={30}>
            {detailPane}
          </Splitter.Pane>
        </Splitter>
      )}
      <RetryDialog
        target={target}
        liveWorkers={summary.liveWorkers}
        onClose={() => setTarget(null)}
        onDone={() => setSelected(new Set())}
      />
      <SkipDialog
        letters={picked}
        opened={skipping && picked.length > 0}
        onClose={() => setSkipping(false)}
        onDone={() => setSelected(new Set())}
      />
    </>
  );
}

function Facts({ summary }: { readonly summary: DeadLetterSummary }) {
  const { total, projectionCount, waiting, stopped } = summary;
  if (total === 0) return stopped.length === 0 ? null : `${formatCounted(stopped.length, "partition")} stopped`;
  const later = waiting === 0 ? "" : `, ${formatCounted(waiting, "later event")} held back in order`;
  return `${formatCount(total)} in ${formatCounted(projectionCount, "projection")}${later}`;
}

function Export({ filter, disabled }: { readonly filter: DeadLetterListFilter; readonly disabled: boolean }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button disabled={disabled} leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={deadLettersExportUrl(filter, "csv")} download>
          CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" href={deadLettersExportUrl(filter, "ndjson")} download>
          JSON, one object a line
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The part of a filter that stands for one group. */
function ofGroup(group: DeadLetterGroup, { group: by }: DeadLetterListFilter): Partial<DeadLetterListFilter> {
  if (by === "stream") return { stream: group.key };
  const [projection] = group.projections;
  const named = projection === undefined ? {} : { projection };
  return by === "projection" ? named : { ...named, error: group.errorGroup };
}

function listHref(url: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(url).filter(
    ([name, value]) => name !== "id" && name !== "pane" && typeof value === "string",
  );
  return `/dead-letters?${new URLSearchParams(kept.map(([name, value]) => [name, String(value)]))}`;
}

function px(size: string | number | undefined): number | null {
  return typeof size === "string" && size.endsWith("px") ? Math.round(Number.parseFloat(size)) : null;
}
