"use client";
import { Button } from "@mantine/core";
import { IconArrowLeft, IconListDetails } from "@tabler/icons-react";
import Link from "next/link";
import { ChainGraph } from "@/components/chain-graph/chain-graph";
import { CopyId } from "@/components/layout/copy-id";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Panel } from "@/components/layout/panel";
import { StatusTag, Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { projectionHref } from "@/components/projections/projection-href";
import type { EventTypeDetail as Detail } from "@/lib/api/event-types";
import { formatCounted } from "@/lib/format/number";
import classes from "./event-type-detail.module.css";
import { SampleEvents } from "./sample-events";
import { VersionBars } from "./version-bars";

/** One type: how much of it lies in which version, whether its chain is whole, events to look at, who reads it. */
export function EventTypeDetail({ detail }: { readonly detail: Detail }) {
  const { type, events, categories, firstAt, lastAt, readAs, problems, readers, nodes, edges } = detail;
  return (
    <div className={classes.detail}>
      <Link href="/event-types" className={classes.back}>
        <IconArrowLeft size={14} aria-hidden="true" /> All types
      </Link>
      <header className={classes.head}>
        <h2>
          <EventTypeName type={type} className={classes.name} />
        </h2>
        <span className="secondary">
          {formatCounted(events, "event")} in{" "}
          {categories.length === 0 ? "no stream" : categories.map((each) => `${each}-…`).join(", ")}, first{" "}
          <Time at={firstAt} show="exact" weekday={false} />, last <Time at={lastAt} show="exact" weekday={false} />
        </span>
        <Button
          component={Link}
          href={`/events?type=${encodeURIComponent(type)}`}
          leftSection={<IconListDetails size={14} />}
          className={classes.action}
        >
          Show events
        </Button>
      </header>
      <div className={classes.columns}>
        <VersionBars detail={detail} />
        <Panel
          title="Who reads it"
          note={`as ${readAs.map((schema) => `${schema.type} v${schema.schemaVersion}`).join(", ")}`}
        >
          <ul className={classes.readers}>
            {readers.projections.map(({ name, as }) => (
              <li key={name}>
                <Tag>projection</Tag>
                <Link href={projectionHref(name)} className="mono">
                  {name}
                </Link>
                {as !== type && <span className="hint">{as === "every type" ? as : `as ${as}`}</span>}
              </li>
            ))}
            {readers.reducers.map((reducer) => (
              <li key={reducer.name}>
                <Tag>reducer</Tag>
                <span className="mono">{reducer.name}</span>
                <span className="hint">
                  {reducer.category === null ? "every stream" : `${reducer.category}-…`}, version {reducer.version}
                </span>
              </li>
            ))}
            {readers.projections.length + readers.reducers.length === 0 && (
              <li className="secondary">No projection and no reducer of this code.</li>
            )}
          </ul>
        </Panel>
      </div>
      <Panel
        title="Chain"
        aside={
          problems.length === 0 ? (
            <StatusTag status="ok">
              {edges.length === 0 ? "One version, nothing to upcast" : "No gaps, no loops"}
            </StatusTag>
          ) : (
            <StatusTag status="warning">Not whole</StatusTag>
          )
        }
      >
        <ChainGraph nodes={nodes} edges={edges} problems={problems} />
      </Panel>
      <Panel title="Sample events" note="the latest and the first, as they are stored">
        <SampleEvents samples={detail.samples} />
      </Panel>
      <p className="hint">
        <CopyId value={type} what="event type" /> {formatCounted(detail.versions.length, "stored version")}
      </p>
    </div>
  );
}
