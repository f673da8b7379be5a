import Link from "next/link";
import { Fragment } from "react";
import { Tag } from "@/components/layout/status-tag";
import type { ChainEdge, ChainNode } from "@/lib/api/event-types";
import { formatCount } from "@/lib/format/number";
import classes from "./chain-view.module.css";

interface ChainViewProps {
  readonly nodes: readonly ChainNode[];
  readonly edges: readonly ChainEdge[];
  /** The edge that the page is about. */
  readonly current?: string | null;
}

/** The versions of a type, oldest first, with the upcasters between them; a draft is dashed. */
export function ChainView({ nodes, edges, current = null }: ChainViewProps) {
  const first = nodes[0];
  const severalTypes = nodes.some(({ type }) => type !== first?.type);
  return (
    <ol className={classes.chain} aria-label="Chain of versions">
      {nodes.map((node, index) => {
        const into = edges.filter(({ to }) => same(to, node));
        const onlyDraft = into.length > 0 && into.every(({ state }) => state === "draft") && node.events === 0;
        return (
          <Fragment key={`${node.type}@${node.schemaVersion}`}>
            {index > 0 && <Edges edges={into} current={current} />}
            <li className={classes.node} data-draft={onlyDraft || undefined}>
              <span className={classes.line}>
                <b>v{node.schemaVersion}</b>
                {node.latest && !onlyDraft && <Tag tone="success">latest</Tag>}
                {onlyDraft && <Tag tone="accent">draft</Tag>}
                <span className={classes.count}>{formatCount(node.events)}</span>
              </span>
              <span className="secondary">
                {severalTypes ? node.type : node.events === 0 ? "not appended yet" : "events stored"}
              </span>
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}

function Edges({ edges, current }: { readonly edges: readonly ChainEdge[]; readonly current: string | null }) {
  if (edges.length === 0) return <li className={classes.gap} aria-hidden="true" />;
  return (
    <li className={classes.edges}>
      {edges.map((edge) => (
        <span key={edge.id} className={classes.edge} data-draft={edge.state === "draft" || undefined}>
          {edge.id === current || edge.id === "draft" ? (
            <b>{edge.title === "" ? "this draft" : edge.title}</b>
          ) : (
            <Link href={`/upcasters/${encodeURIComponent(edge.id)}`}>{edge.title}</Link>
          )}
          <span className={classes.arrow} aria-hidden="true" />
          <span className="hint">
            {edge.source === "code" ? "in code" : "console"}, from v{edge.from.schemaVersion}, {edge.state}
          </span>
        </span>
      ))}
    </li>
  );
}

function same(a: { readonly type: string; readonly schemaVersion: number }, b: ChainNode): boolean {
  return a.type === b.type && a.schemaVersion === b.schemaVersion;
}
