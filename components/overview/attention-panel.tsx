import type { AttentionItem } from "@/lib/api/overview";
import type { ProjectionSummary } from "@/lib/api/projections";
import type { WorkerList } from "@/lib/api/workers";
import { formatCounted } from "@/lib/format/number";
import { EventTypeName } from "../layout/event-type-name";
import { LinkButton } from "../layout/link-button";
import { Panel } from "../layout/panel";
import { StatusIcon } from "../layout/status-tag";
import classes from "./overview.module.css";
import { Since } from "./since";

interface AttentionPanelProps {
  readonly items: readonly AttentionItem[];
  readonly projections: readonly ProjectionSummary[];
  readonly workers: WorkerList;
}

/** What is wrong, since when, why, and the button that helps; or that nothing is. */
export function AttentionPanel({ items, projections, workers }: AttentionPanelProps) {
  const rest = restSentence(items, projections, workers);
  if (items.length === 0) {
    return (
      <Panel title="Needs attention" aside={rest}>
        <p className={classes.calm}>
          <StatusIcon status="ok" size={16} />
          Nothing needs attention.
        </p>
      </Panel>
    );
  }
  return (
    <Panel title={<Heading count={items.length} worst={items[0]?.tone ?? "warning"} />} aside={rest}>
      <ul>
        {items.map((item, index) => (
          <Row key={item.id} item={item} first={index === 0} />
        ))}
      </ul>
    </Panel>
  );
}

function Heading({ count, worst }: { readonly count: number; readonly worst: AttentionItem["tone"] }) {
  return (
    <>
      Needs attention
      <span className={classes.count} data-tone={worst}>
        {count}
      </span>
    </>
  );
}

function Row({ item, first }: { readonly item: AttentionItem; readonly first: boolean }) {
  return (
    <li className={classes.item}>
      <StatusIcon status={item.tone === "danger" ? "stopped" : "warning"} size={16} />
      <div className={classes.words}>
        <p className={classes.fact}>
          {item.subject !== null && <span className="mono">{item.subject} </span>}
          {item.fact}
        </p>
        <p className="secondary">
          {item.event !== null && (
            <>
              <EventTypeName type={item.event.type} /> in <span className="mono">{item.event.streamId}</span>.{" "}
            </>
          )}
          {item.why}
        </p>
      </div>
      <div className={classes.since}>{item.since !== null && <Since at={item.since} />}</div>
      <div className={classes.links}>
        {item.links.map((link, index) => (
          <LinkButton key={link.href} href={link.href} filled={first && index === item.links.length - 1}>
            {link.label}
          </LinkButton>
        ))}
      </div>
    </li>
  );
}

function restSentence(
  items: readonly AttentionItem[],
  projections: readonly ProjectionSummary[],
  { workers }: WorkerList,
): string {
  const calm = projections.filter(({ status }) => status.kind === "running" || status.kind === "idle").length;
  const live = workers.filter((worker) => worker.state === "live").length;
  const keepUp = calm === 0 ? [] : [`${formatCounted(calm, "projection")} ${calm === 1 ? "keeps" : "keep"} up`];
  const sentence = [...keepUp, `${formatCounted(live, "worker")} live`].join(", ");
  return items.length === 0 ? sentence : `Nothing else is failing: ${sentence}`;
}
