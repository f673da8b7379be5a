"use client";
import { Button, Select, Switch } from "@mantine/core";
import { IconStack2, IconTargetArrow } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { askHref } from "@/components/find-when/find-when-url";
import { EmptyState } from "@/components/layout/empty-state";
import { LinkButton } from "@/components/layout/link-button";
import { LoadingRows } from "@/components/layout/loading-rows";
import { PageHeader, SecondBar } from "@/components/layout/page-header";
import { QueryError } from "@/components/lists/query-error";
import { SearchField } from "@/components/lists/search-field";
import { type StreamListFilter, type StreamPage, streamsQuery } from "@/lib/api/streams";
import { formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { StreamFacets } from "./stream-facets";
import { streamListParsers, toStreamFilter } from "./stream-list-filter";
import { StreamTable } from "./stream-table";
import classes from "./streams-view.module.css";

const SORTS = [
  { value: "last-event desc", label: "Last event, newest first" },
  { value: "last-event asc", label: "Last event, oldest first" },
  { value: "id asc", label: "Stream id, A to Z" },
  { value: "id desc", label: "Stream id, Z to A" },
  { value: "version desc", label: "Version, highest first" },
  { value: "version asc", label: "Version, lowest first" },
];

interface StreamsViewProps {
  readonly firstFilter: StreamListFilter;
  readonly firstPage: StreamPage;
}

/** The streams page: search, facets, and the list. */
export function StreamsView({ firstFilter, firstPage }: StreamsViewProps) {
  const [url, setUrl] = useQueryStates(streamListParsers, { history: "replace", throttleMs: 200 });
  const filter = useMemo(() => toStreamFilter(url), [url]);
  const isFirst = JSON.stringify(filter) === JSON.stringify(firstFilter);
  const query = useInfiniteQuery({
    ...streamsQuery(filter),
    staleTime: 15_000,
    placeholderData: keepPreviousData,
    ...(isFirst ? { initialData: { pages: [firstPage], pageParams: [undefined] } } : {}),
  });

  const pages = query.data?.pages ?? [];
  const streams = useMemo(() => pages.flatMap((page) => page.streams), [pages]);
  const counts = pages[0]?.counts ?? null;
  const isNarrowed = filter.q !== "" || filter.category !== undefined || filter.minVersion !== undefined;
  const clear = () => setUrl({ q: null, category: null, versions: null });

  return (
    <>
      <PageHeader
        title="Streams"
        actions={
          <>
            <LinkButton href="/files">Open a file…</LinkButton>
            <Button
              component={Link}
              href={filter.category === undefined ? "/find-when" : askHref({ category: filter.category })}
              leftSection={<IconTargetArrow size={16} aria-hidden="true" />}
            >
              Find when…
            </Button>
          </>
        }
        facts={
          counts !== null && (
            <span>
              {counts.capped ? "more than " : ""}
              {formatCounted(counts.all, "stream")} in{" "}
              {formatCounted(counts.categories.length, "category", "categories")}
              {isNarrowed && filter.q !== "" ? " match" : ""}
            </span>
          )
        }
      />
      <SecondBar label="Search and order">
        <SearchField
          className={classes.search}
          label="Search by any part of the stream id"
          placeholder="Any part of the stream id"
          value={url.q}
          maxLength={512}
          mono
          onChange={(q) => setUrl({ q })}
        />
        <Switch
          label="System streams"
          checked={url.system}
          onChange={(event) => setUrl({ system: event.currentTarget.checked || null })}
        />
        <Select
          className={classes.sort}
          aria-label="Order"
          allowDeselect={false}
          data={SORTS}
          value={`${filter.sort} ${filter.direction}`}
          onChange={(value) => {
            const [sort, direction] = (value ?? "").split(" ") as [
              StreamListFilter["sort"],
              StreamListFilter["direction"],
            ];
            void setUrl({ sort, direction });
          }}
        />
      </SecondBar>
      <div className={classes.panes}>
        {counts !== null && (
          <StreamFacets
            counts={counts}
            category={filter.category ?? null}
            versions={url.versions}
            onCategory={(category) => setUrl({ category })}
            onVersions={(versions) => setUrl({ versions })}
          />
        )}
        <section className={classes.list} aria-label="Streams" aria-busy={query.isFetching}>
          {query.isPending && <LoadingRows label="Loading streams" rows={24} />}
          {query.isError && (
            <QueryError title="Streams could not be read" error={query.error} onRetry={query.refetch} />
          )}
          {query.isSuccess && streams.length === 0 && (
            <EmptyState
              icon={IconStack2}
              title={isNarrowed ? "No stream matches" : "No streams yet"}
              action={isNarrowed ? <Button onClick={clear}>Clear the filter</Button> : undefined}
            >
              {isNarrowed
                ? `No stream ${filter.category === undefined ? "" : `in category ${visibleText(filter.category)} `}${
                    filter.q === "" ? "has that many events" : `contains “${filter.q}”`
                  }. Any part of the id finds it, in any case.`
                : "Nothing has been appended to this store. A stream appears here with its first event."}
            </EmptyState>
          )}
          {streams.length > 0 && (
            <StreamTable
              key={JSON.stringify(filter)}
              filter={filter}
              streams={streams}
              counts={counts}
              elapsedMs={pages[0]?.elapsedMs ?? 0}
              working={query.isFetching && !query.isFetchingNextPage}
              onEnd={() => {
                if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
              }}
            />
          )}
        </section>
      </div>
    </>
  );
}
