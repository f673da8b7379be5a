"use client";
import { ChainGraph } from "@/components/chain-graph/chain-graph";
import { EventTypeName } from "@/components/layout/event-type-name";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import type { UpcasterDetail, UpcasterPreview } from "@/lib/api/upcasters";
import { formatCounted } from "@/lib/format/number";

interface CodeUpcasterProps {
  readonly upcaster: UpcasterDetail;
  readonly chain: Pick<UpcasterPreview["chain"], "nodes" | "edges">;
}

/** An upcaster that is part of the code: where it stands in its chain. It changes with a release only. */
export function CodeUpcaster({ upcaster, chain }: CodeUpcasterProps) {
  const { from, to, title, events } = upcaster;
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
        <Panel title="Chain">
          <ChainGraph {...chain} problems={[]} current={upcaster.id} />
        </Panel>
        <Panel title="Where it is written" padded>
          <p>
            It turns <EventTypeName type={from.type} schema={`v${from.schemaVersion}`} /> into{" "}
            <EventTypeName type={to.type} schema={`v${to.schemaVersion}`} />. It is a function in the code, so a release
            changes it, not the console. Open an event of this type to see it before and after.
          </p>
        </Panel>
      </PageBody>
    </>
  );
}
