"use client";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ShownText } from "@/components/layout/shown-text";
import type { AttentionItem } from "@/lib/api/overview";
import type { ProjectionSummary } from "@/lib/api/projections";
import type { WorkerList } from "@/lib/api/workers";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";
import { EventTypeName } from "../layout/event-type-name";
import { Panel } from "../layout/panel";
import { Since } from "../layout/since";
import { StatusIcon } from "../layout/status-tag";
import { AttentionActions } from "./attention-actions";
import classes from "./overview.module.css";

interface AttentionPanelProps {
  readonly items: readonly AttentionItem[];
  readonly projections: readonly ProjectionSummary[];
  readonly workers: WorkerList;
  readonly role: Role;
}

/** So many stand above the rest of the page; the others one click away. */
const FIRST_ITEMS = 5;

const CALM: readonly ProjectionSummary["status"]["kind"][] = ["running", "idle", "in-append", "on-request"];

/** What is wrong, since when, why, and the button that helps; or that nothing is. */
export function AttentionPanel({ items, projections, workers, role }: AttentionPanelProps) {
  const [all, { toggle }] = useDisclosure(false);
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
  const shown = all || items.length === FIRST_ITEMS + 1 ? items : items.slice(0, FIRST_ITEMS);
  return (
    <Panel title={<Heading count={items.length} worst={items[0]?.tone ?? "warning"} />} aside={rest}>
      <ul>
        {shown.map((item, index) => (
          <Row
            key={item.id}
            item={item}
            projection={projections.find(({ name }) => name === item.projection)}
            role={role}
            first={index === 0}
          />
        ))}
      </ul>
      {items.length > FIRST_ITEMS + 1 && (
        <Button className={classes.more ?? ""} variant="subtle" size="xs" fullWidth onClick={toggle}>
          {all ? "Show fewer" : `Show ${items.length - FIRST_ITEMS} more`}
        </Button>
      )}
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

interface RowProps {
  readonly item: AttentionItem;
  readonly projection: ProjectionSummary | undefined;
  readonly role: Role;
  readonly first: boolean;
}

function Row({ item, projection, role, first }: RowProps) {
  return (
    <li className={classes.item}>
      <StatusIcon status={item.tone === "danger" ? "stopped" : "warning"} size={16} />
      <div className={classes.words}>
        <p className={classes.fact}>
          {item.subject !== null && (
            <span className="mono">
              <ShownText text={item.subject} />{" "}
            </span>
          )}
          {item.fact}
        </p>
        <p className="secondary">
          {item.event !== null && (
            <>
              <EventTypeName type={item.event.type} /> in{" "}
              <span className="mono">
                <ShownText text={item.event.streamId} />
              </span>
              .{" "}
            </>
          )}
          {item.why}
        </p>
      </div>
      <div className={classes.since}>{item.since !== null && <Since at={item.since} />}</div>
      <div className={classes.links}>
        <AttentionActions item={item} projection={projection} role={role} first={first} />
      </div>
    </li>
  );
}

function restSentence(
  items: readonly AttentionItem[],
  projections: readonly ProjectionSummary[],
  { workers }: WorkerList,
): string {
  const calm = projections.filter(({ status }) => CALM.includes(status.kind)).length;
  const live = workers.filter((worker) => worker.state === "live").length;
  const keepUp = calm === 0 ? [] : [`${formatCounted(calm, "projection")} ${calm === 1 ? "keeps" : "keep"} up`];
  const sentence = [...keepUp, `${formatCounted(live, "worker")} live`].join(", ");
  return items.length === 0 ? sentence : `Nothing else is failing: ${sentence}`;
}
