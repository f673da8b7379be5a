"use client";
import { Button, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Fragment, useState } from "react";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { Tag } from "@/components/layout/status-tag";
import { QueryError } from "@/components/lists/query-error";
import type { EventPlace } from "@/lib/api/event-type-shape";
import type { FindingGroup } from "@/lib/api/jobs";
import { findingsQuery } from "@/lib/api/jobs-queries";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./reasons-table.module.css";

interface ReasonsTableProps {
  readonly jobId: string;
  readonly reasons: readonly FindingGroup[];
  /** What a finding stands for; an event, unless told. */
  readonly counted?: "Events" | "Streams";
  /** Where there are no examples to show an event among, its stream is shown. */
  readonly onChoose?: ((event: EventPlace) => void) | undefined;
}

const KINDS: Readonly<Record<string, string>> = { misfit: "schema", precision: "precision", failed: "fails" };

/** Why events did not pass, grouped; behind each reason every event that it concerns, page by page. */
export function ReasonsTable({ jobId, reasons, counted = "Events", onChoose }: ReasonsTableProps) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label="Reasons">
      <table className={classes.reasons}>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            {counted === "Events" && <th scope="col">Operation</th>}
            <th scope="col" data-align="right">
              {counted}
            </th>
            <th scope="col">First</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map((group) => {
            const key = `${group.kind} ${group.operation} ${group.reason}`;
            const isOpen = open === key;
            return (
              <Fragment key={key}>
                <tr data-open={isOpen || undefined}>
                  <th scope="row">
                    <UnstyledButton
                      className={classes.toggle ?? ""}
                      aria-expanded={isOpen}
                      onClick={() => setOpen(isOpen ? null : key)}
                    >
                      {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                      <span>
                        <ShownText text={group.reason} />
                      </span>
                    </UnstyledButton>
                    {counted === "Events" && group.kind !== "failed" && <Tag>{KINDS[group.kind] ?? group.kind}</Tag>}
                  </th>
                  {counted === "Events" && <td>{group.operation === null ? "—" : group.operation + 1}</td>}
                  <td data-align="right">{formatCount(group.events)}</td>
                  <td>
                    <Place event={group.first} onChoose={onChoose} />
                  </td>
                </tr>
                {isOpen && (
                  <Findings jobId={jobId} group={group} columns={counted === "Events" ? 4 : 3} onChoose={onChoose} />
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

interface FindingsProps {
  readonly jobId: string;
  readonly group: FindingGroup;
  /** How many the table has. */
  readonly columns: number;
  readonly onChoose: ReasonsTableProps["onChoose"];
}

function Findings({ jobId, group, columns, onChoose }: FindingsProps) {
  const { kind, reason, operation } = group;
  const filter = { kind, reason, ...(operation === null ? {} : { operation }) };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    findingsQuery(jobId, filter),
  );
  const findings = data?.pages.flatMap((page) => page.findings) ?? [];
  const rest = group.events - findings.length;
  if (error !== null || data === undefined) {
    return (
      <tr>
        <td colSpan={columns}>
          {error === null ? (
            <LoadingRows rows={2} label="Reading the events" />
          ) : (
            <QueryError title="The events could not be read" error={error} onRetry={() => void refetch()} />
          )}
        </td>
      </tr>
    );
  }
  return (
    <>
      {findings.map((finding) => (
        <tr key={finding.position} className={classes.finding}>
          <td colSpan={columns - 1}>
            <Place event={finding} onChoose={onChoose} />
          </td>
          <td>
            {finding.path === null || finding.path === "" ? (
              <ShownText text={finding.message} />
            ) : (
              <>
                <code>{finding.path}</code> {finding.value === null ? "is absent" : "is "}
                {finding.value !== null && <code>{finding.value}</code>}
              </>
            )}
          </td>
        </tr>
      ))}
      {hasNextPage && (
        <tr className={classes.finding}>
          <td colSpan={columns}>
            <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {formatCount(rest)} more
            </Button>
          </td>
        </tr>
      )}
    </>
  );
}

function Place({ event, onChoose }: { readonly event: EventPlace } & Pick<ReasonsTableProps, "onChoose">) {
  const { streamId, version } = event;
  return (
    <span className={classes.place}>
      {onChoose === undefined ? (
        <span className="mono">
          <ShownText text={streamId} />
        </span>
      ) : (
        <UnstyledButton
          className={`mono ${classes.choose}`}
          title="Show it among the examples"
          onClick={() => onChoose({ streamId, version })}
        >
          <ShownText text={streamId} />
        </UnstyledButton>
      )}{" "}
      <Link className="hint" href={streamHref(streamId, `version=${version}`)}>
        version {formatCount(version)}
      </Link>
    </span>
  );
}
