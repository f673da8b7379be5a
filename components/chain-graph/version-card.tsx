"use client";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { formatCount } from "@/lib/format/number";
import classes from "./chain-graph.module.css";
import type { VersionFlowNode } from "./flow-elements";

/** A version with how many events of it are stored; leads to its shape. */
export function VersionCard({ data: { node, draft, severalTypes, stacked } }: NodeProps<VersionFlowNode>) {
  const { type, schemaVersion, events, latest, lastAt } = node;
  return (
    <>
      <Handle type="target" position={stacked ? Position.Top : Position.Left} isConnectable={false} />
      <Link
        href={`/event-types?${new URLSearchParams({ type, version: String(schemaVersion) })}`}
        className={classes.version}
        data-draft={draft || undefined}
        title={`${type} v${schemaVersion}`}
      >
        <span className={classes.line}>
          <b>v{schemaVersion}</b>
          {draft ? <Tag tone="accent">draft</Tag> : latest && <Tag tone="success">latest</Tag>}
          <span className={classes.count}>{formatCount(events)}</span>
        </span>
        <span className={classes.second}>
          {severalTypes ? (
            <EventTypeName type={type} />
          ) : lastAt === null ? (
            "not appended yet"
          ) : latest ? (
            <>
              last <Time at={lastAt} />
            </>
          ) : (
            <>
              until <Time at={lastAt} show="day" weekday={false} />
            </>
          )}
        </span>
      </Link>
      <Handle type="source" position={stacked ? Position.Bottom : Position.Right} isConnectable={false} />
    </>
  );
}
