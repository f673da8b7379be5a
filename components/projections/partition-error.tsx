import { CopyButton, Spoiler } from "@mantine/core";
import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import { StatusIcon } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { ProjectionPartition } from "@/lib/api/projections";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./partition-error.module.css";

/** Why a partition stands still: the event it cannot apply, the message, the stack, and when it tries again. */
export function PartitionError({ partition }: { readonly partition: ProjectionPartition }) {
  const { error, attempts, retryAt } = partition;
  if (error === null) return null;
  const { message, stack, streamId, streamVersion, position, type } = error;
  return (
    <section
      className={classes.error}
      id={`partition-${partition.partition}`}
      aria-label={`Error of partition ${partition.partition}`}
    >
      <p className={classes.title}>
        <StatusIcon status="stopped" />
        Partition {partition.partition} cannot go on: {message}
      </p>
      <p className="secondary">
        {type !== null && <EventTypeName type={type} />}{" "}
        {streamId !== null && streamVersion !== null && (
          <Link href={streamHref(streamId, `version=${streamVersion}`)}>
            <span className="mono">
              <ShownText text={streamId} />
            </span>{" "}
            version {streamVersion}
          </Link>
        )}
        {position !== null && `, position ${formatCount(BigInt(position))}`}
      </p>
      <p className="secondary">
        {formatCounted(attempts, "attempt")} so far
        {retryAt !== null && (
          <>
            ; tried again <Time at={retryAt} />
          </>
        )}
        .
      </p>
      {stack !== null && (
        <Spoiler maxHeight={84} showLabel="Show the whole stack" hideLabel="Show less" fz={12}>
          <pre className={classes.stack}>{stack}</pre>
        </Spoiler>
      )}
      <CopyButton value={stack ?? message}>
        {({ copied, copy }) => (
          <button type="button" className={classes.copy} onClick={copy}>
            {copied ? "Copied" : "Copy details"}
          </button>
        )}
      </CopyButton>
    </section>
  );
}
