"use client";
import { Splitter } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { PageHeader } from "@/components/layout/page-header";
import type { DeadLetterDetail, DeadLetterGroup, DeadLetterPage, DeadLetterSummary } from "@/lib/api/dead-letters";
import { type DeadLetterListFilter, deadLetterSummaryQuery, deadLettersQuery } from "@/lib/api/dead-letters-queries";
import type { Role } from "@/lib/auth/role";
import { DeadLetterPane } from "./dead-letter-pane";
import classes from "./dead-letters.module.css";
import { DeadLettersBar } from "./dead-letters-bar";
import { DeadLettersHeader } from "./dead-letters-header";
import { deadLettersParsers, isNarrowed, NO_FILTER, parseId, toListFilter } from "./dead-letters-url";
import { ListPane } from "./list-pane";
import { RetryDialog, type RetryTarget } from "./retry-dialog";
import { SkipDialog } from "./skip-dialog";

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
    <ListPane
      role={role}
      filter={filter}
      narrow={isNarrow}
      narrowed={narrowed}
      list={list}
      letters={letters}
      summary={summary}
      chosenId={chosenId}
      picked={picked}
      onChoose={(id) => void setUrl({ id }, { history: isNarrow ? "push" : "replace" })}
      onSelect={toggle}
      onRetry={retry}
      onRetryPicked={() => setTarget({ letters: picked })}
      onSkipPicked={() => setSkipping(true)}
      onUnpick={() => setSelected(new Set())}
      onClear={clear}
    />
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
      {alone ? (
        <PageHeader title="Dead letter" breadcrumb={[{ label: "Dead letters", href: listHref(url) }]} />
      ) : (
        <DeadLettersHeader
          role={role}
          filter={filter}
          summary={summary}
          onRetryAll={() =>
            setTarget({ filter, title: narrowed ? "Retry all that match" : "Retry every parked stream" })
          }
        />
      )}
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
