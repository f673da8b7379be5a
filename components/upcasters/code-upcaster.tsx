"use client";
import { ChainGraph } from "@/components/chain-graph/chain-graph";
import { CopyId } from "@/components/layout/copy-id";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import { ExportButton } from "@/components/upcaster-export/export-button";
import type { ChainEdge, ChainNode } from "@/lib/api/event-types";
import type { UpcasterDetail } from "@/lib/api/upcasters";
import { formatCounted } from "@/lib/format/number";
import classes from "./code-upcaster.module.css";

interface CodeUpcasterProps {
  readonly upcaster: UpcasterDetail;
  readonly chain: { readonly nodes: readonly ChainNode[]; readonly edges: readonly ChainEdge[] };
}

/** An upcaster that is part of the code: where it stands in its chain, and its text. It changes with a release only. */
export function CodeUpcaster({ upcaster, chain }: CodeUpcasterProps) {
  const { from, to, title, events, code } = upcaster;
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[{ label: "Upcasters", href: "/upcasters" }]}
        facts={
          <>
            <Tag tone="success">Active</Tag>
            <Tag tone="outline">code</Tag>
            {formatCounted(events, "stored event")} in the version it reads
          </>
        }
      />
      <PageBody>
        <Panel title="Chain" aside={<ExportButton type={from.type} />}>
          <ChainGraph {...chain} problems={[]} current={upcaster.id} />
        </Panel>
        <Panel
          title="Source"
          note={
            <>
              <EventTypeName type={from.type} schema={`v${from.schemaVersion}`} /> becomes{" "}
              <EventTypeName type={to.type} schema={`v${to.schemaVersion}`} />
            </>
          }
          aside={
            code !== null && (
              <>
                {!code.current && <Tag tone="warning">of another release</Tag>}
                registered by a worker <Time at={code.registeredAt} />
                <CopyId value={code.text} what="source" buttonOnly />
              </>
            )
          }
        >
          {code === null ? (
            <EmptyState title="Not registered yet">
              A worker writes down the text of the function when it starts: npm run worker.
            </EmptyState>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
            <section className={classes.source} aria-label="Source of the upcaster" tabIndex={0}>
              <ol>
                {code.text.split("\n").map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a line of a text is its number.
                  <li key={index}>
                    <code>{line}</code>
                  </li>
                ))}
              </ol>
            </section>
          )}
          <p className={`secondary ${classes.note}`}>
            It is a function in the code: a release changes it, not the console.
            {code !== null &&
              !code.current &&
              " The worker that registered this text runs another release than this web server does."}
          </p>
        </Panel>
      </PageBody>
    </>
  );
}
