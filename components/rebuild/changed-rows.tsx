"use client";
import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { DIFFERENCE_KINDS, type DifferenceKind, type RebuildVerification } from "@/lib/api/rebuild-verification";
import { differencesQuery } from "@/lib/api/rebuilds-queries";
import { formatCount } from "@/lib/format/number";
import classes from "./changed-rows.module.css";
import { DifferenceRows } from "./difference-rows";

interface ChangedRowsProps {
  readonly id: string;
  readonly version: number;
  readonly verification: RebuildVerification;
  /** Each key is a stream's id. */
  readonly keyedByStream: boolean;
}

const KIND_WORDS = { changed: "Changed", added: "Added", missing: "Missing" } as const;

/** The rows that differ, old and new side by side, with the event that made each what it is. */
export function ChangedRows({ id, version, verification, keyedByStream }: ChangedRowsProps) {
  const { rows, columns, differencesStored, verifiedAt, liveVersion } = verification;
  const [filter, setFilter] = useQueryStates({
    kind: parseAsStringLiteral(DIFFERENCE_KINDS),
    column: parseAsString,
    key: parseAsString.withDefault(""),
  });
  const [key] = useDebouncedValue(filter.key, 250);
  const query = useInfiniteQuery(
    differencesQuery(id, verifiedAt, {
      ...(filter.kind === null ? {} : { kind: filter.kind }),
      ...(filter.column === null ? {} : { column: filter.column }),
      ...(key === "" ? {} : { key }),
    }),
  );
  const shown = query.data?.pages.flatMap(({ differences }) => differences) ?? [];
  const matching = query.data?.pages[0]?.matching ?? 0;
  const all = rows.changed + rows.added + rows.missing;
  const clear = () => setFilter({ kind: null, column: null, key: null });
  return (
    <Panel
      title="Changed rows"
      aside={
        <>
          <Select
            aria-label="Column"
            size="xs"
            className={classes.column ?? ""}
            placeholder="any column"
            clearable
            data={columns.map(({ name }) => name)}
            value={filter.column}
            onChange={(column) => setFilter({ column })}
          />
          <TextInput
            aria-label="Key"
            size="xs"
            className={classes.key ?? ""}
            placeholder="Key"
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={filter.key}
            onChange={(event) => setFilter({ key: event.currentTarget.value || null })}
          />
        </>
      }
      note={
        <SegmentedControl
          aria-label="Which rows"
          value={filter.kind ?? "all"}
          onChange={(kind) => setFilter({ kind: kind === "all" ? null : (kind as DifferenceKind) })}
          data={[
            { value: "all", label: `All ${formatCount(all)}` },
            ...DIFFERENCE_KINDS.map((kind) => ({
              value: kind,
              label: `${KIND_WORDS[kind]} ${formatCount(rows[kind])}`,
            })),
          ]}
        />
      }
    >
      {query.error !== null && (
        <ErrorState
          title="The rows that differ could not be read"
          onRetry={() => query.refetch()}
          details={query.error.message}
        >
          {query.error.message}
        </ErrorState>
      )}
      {query.isPending && <LoadingRows rows={6} label="Reading the rows that differ" />}
      {query.data !== undefined && shown.length === 0 && (
        <EmptyState title="No row matches" action={<Button onClick={clear}>Show all</Button>}>
          None of the {formatCount(differencesStored)} rows that differ passes this filter.
        </EmptyState>
      )}
      {shown.length > 0 && (
        <DifferenceRows
          differences={shown}
          liveVersion={liveVersion ?? 0}
          version={version}
          keyedByStream={keyedByStream}
        />
      )}
      {shown.length > 0 && (
        <div className={classes.foot}>
          <span className="secondary">
            {formatCount(shown.length)} of {formatCount(matching)} shown
            {differencesStored < all && `; ${formatCount(differencesStored)} of all ${formatCount(all)} are kept`}
          </span>
          {query.hasNextPage && (
            <Button loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              Show more
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
