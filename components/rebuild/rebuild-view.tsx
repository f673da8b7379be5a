"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { ErrorState } from "@/components/layout/error-state";
import { ShownText } from "@/components/layout/shown-text";
import type { EventFailure } from "@/lib/api/event-failure";
import type { ProjectionDetail } from "@/lib/api/projections";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import { rebuildQuery } from "@/lib/api/rebuilds-queries";
import type { Role } from "@/lib/auth/role";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { RebuildRun } from "./rebuild-run";
import { VerificationView } from "./verification-view";

interface RebuildViewProps {
  readonly initial: RebuildProgress;
  /** The runs that lie under it, the first of them the one to compare with. */
  readonly past: readonly RebuildProgress[];
  readonly comparable: readonly Rebuild[];
  readonly projection: ProjectionDetail;
  readonly role: Role;
  /** `null`: what matters most of the rebuild as it is now. */
  readonly face: "run" | "verification" | null;
}

/** One rebuild, live while it goes on: how it runs, or how its rows compare once they were verified. */
export function RebuildView({ initial, past, comparable, projection, role, face }: RebuildViewProps) {
  const { data, error, refetch } = useQuery(rebuildQuery(initial.id, initial));
  const rebuild = data ?? initial;
  useFollowUp(rebuild.status);
  const verified = rebuild.verification !== null && rebuild.status !== "running";
  const shown = verified && (face ?? (rebuild.status === "ready" ? "verification" : "run")) === "verification";
  return (
    <>
      {error !== null && (
        <ErrorState
          title="The progress could not be read again"
          onRetry={() => refetch()}
          details={String(error.stack)}
        >
          {error.message} The figures below are those of the last answer.
        </ErrorState>
      )}
      {rebuild.error !== null && <Failure error={rebuild.error} rebuild={rebuild} />}
      {shown ? (
        <VerificationView rebuild={rebuild} past={past[0] ?? null} projection={projection} role={role} />
      ) : (
        <RebuildRun rebuild={rebuild} past={past} comparable={comparable} projection={projection} role={role} />
      )}
    </>
  );
}

/** Other figures of the page change when a rebuild passes from one status to the next. */
function useFollowUp(status: RebuildProgress["status"]) {
  const queries = useQueryClient();
  const before = useRef(status);
  useEffect(() => {
    if (before.current === status) return;
    before.current = status;
    queries.invalidateQueries({ queryKey: ["projection"] });
  }, [status, queries]);
}

function Failure({ error, rebuild }: { readonly error: EventFailure; readonly rebuild: Rebuild }) {
  const { message, stack, streamId, streamVersion } = error;
  const title =
    rebuild.status === "ready"
      ? `v${rebuild.version} is ready, but was not promoted by itself`
      : rebuild.scope === "whole"
        ? `v${rebuild.version} could not be built`
        : `The ${rebuild.scope} could not be folded again`;
  return (
    <ErrorState title={title} details={stack ?? message}>
      <p>{message}</p>
      {streamId !== null && streamVersion !== null && (
        <p>
          It failed on{" "}
          <Link href={streamHref(streamId, `version=${streamVersion}`)}>
            <span className="mono">
              <ShownText text={streamId} />
            </span>{" "}
            version {formatCount(streamVersion)}
          </Link>
          . Correct the projection or the upcasters, then rebuild again.
        </p>
      )}
    </ErrorState>
  );
}
