"use client";
import Link from "next/link";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { projectionHref } from "@/components/projections/projection-href";
import { reducerHref } from "@/components/reducers/reducer-href";
import { upcasterHref } from "@/components/upcasters/upcaster-href";
import type { ChainEdge, EventTypeDetail } from "@/lib/api/event-types";
import { formatCounted } from "@/lib/format/number";
import { type ReaderRow, readerRows, seesWords } from "./reader-rows";
import classes from "./use-panels.module.css";

/** Who reads the type for meaning, and in which version it gets to see it. */
export function ReadersPanel({ detail: { type, versions, edges } }: { readonly detail: EventTypeDetail }) {
  const readers = readerRows(type, versions);
  return (
    <Panel title="Who reads it" note={formatCounted(readers.length, "reader")}>
      <ul className={classes.rows}>
        {readers.map((reader) => (
          <li key={`${reader.kind} ${reader.upcasterId ?? reader.name}`}>
            <Tag>{reader.kind}</Tag>
            <ReaderName reader={reader} edges={edges} />
            <span className={`hint ${classes.fact}`}>
              {reader.everyType ? "every type" : seesWords(reader.sees)}
              {reader.kind === "reducer" && (reader.category === null ? ", every stream" : `, ${reader.category}-…`)}
            </span>
          </li>
        ))}
        {readers.length === 0 && (
          <li className="secondary">No reducer, projection, reactor or upcaster takes this type.</li>
        )}
      </ul>
    </Panel>
  );
}

function ReaderName({ reader, edges }: { readonly reader: ReaderRow; readonly edges: readonly ChainEdge[] }) {
  const { kind, name, category, source } = reader;
  if (kind === "upcaster") {
    const id = reader.upcasterId ?? edges.find((edge) => edge.source === "code" && edge.title === name)?.id;
    return id === undefined ? <span>{name}</span> : <Link href={upcasterHref(id)}>{name}</Link>;
  }
  if (kind === "reducer") {
    if (category === null) return <span className="mono">{name}</span>;
    if (source === "console") {
      return (
        <Link href={reducerHref(name)} className="mono">
          {name}
        </Link>
      );
    }
    return (
      <Link href={`/streams?${new URLSearchParams({ category })}`} className="mono">
        {name}
      </Link>
    );
  }
  return (
    <Link href={projectionHref(name)} className="mono">
      {name}
    </Link>
  );
}
