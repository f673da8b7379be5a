import Link from "next/link";
import type { ReactNode } from "react";
import { ShownText } from "@/components/layout/shown-text";
import { Since } from "@/components/layout/since";
import { TwoLines } from "@/components/layout/two-lines";
import type { ProjectionSummary } from "@/lib/api/projections";
import { formatSeconds } from "@/lib/format/duration";
import { formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { ProjectionStatusTag } from "./projection-status-tag";

/** The status of a projection, and under it the fact that helps most. */
export function ProjectionStatusCell({ projection }: { readonly projection: ProjectionSummary }) {
  const { status } = projection;
  return <TwoLines title={status.reason} first={<ProjectionStatusTag status={status} />} second={factOf(projection)} />;
}

function factOf({ status, causes: [cause], parked, rebuild }: ProjectionSummary): ReactNode {
  if (status.event !== null) {
    const { streamId, version } = status.event;
    return (
      <Link href={streamHref(streamId, `version=${version}`)}>
        <span className="mono">
          <ShownText text={streamId} />
        </span>{" "}
        version {version}
      </Link>
    );
  }
  switch (status.kind) {
    case "parked":
      return parked.waiting === 0
        ? "nothing waits yet"
        : `${formatCounted(parked.waiting, "later event")} ${parked.waiting === 1 ? "waits" : "wait"}`;
    case "taking-over":
      return cause?.secondsLeft == null
        ? null
        : `another worker takes over in ${formatSeconds(cause.secondsLeft * 1000)}`;
    case "held":
      return (
        <>
          {cause?.process?.pid == null ? "a prepared transaction" : `process ${cause.process.pid}`}
          {status.since !== null && (
            <>
              , for <Since at={status.since} />
            </>
          )}
        </>
      );
    case "paused":
    case "no-worker":
      return status.since === null ? null : (
        <>
          for <Since at={status.since} />
        </>
      );
    case "changed":
      return "not fed until it is rebuilt";
    case "rebuilding":
      return rebuild?.status === "queued" ? "waits for a worker" : null;
    default:
      return null;
  }
}
