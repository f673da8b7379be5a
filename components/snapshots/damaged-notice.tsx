import Link from "next/link";
import { ErrorState } from "@/components/layout/error-state";
import { ShownText } from "@/components/layout/shown-text";
import type { SnapshotOverview } from "@/lib/api/snapshots";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";

const SHOWN = 5;

/** Which snapshots no longer hold what was saved, and what becomes of them. */
export function DamagedNotice({ check: { damaged, places } }: { readonly check: SnapshotOverview["check"] }) {
  const are = damaged === 1 ? "is" : "are";
  return (
    <ErrorState
      title={`${formatCounted(damaged, "snapshot")} ${are} damaged`}
      details={places.map(({ streamId, version }) => `${streamId} version ${version}`).join("\n")}
    >
      Their states do not fit their checksums: somebody changed the table, or its disk did. They are not used; states
      are folded from the sound one before, and the next fold of each stream replaces them. First:{" "}
      {places.slice(0, SHOWN).map(({ streamId, version }) => (
        <span key={`${streamId} ${version}`}>
          <Link className="mono" href={streamHref(streamId, `version=${version}`)}>
            <ShownText text={streamId} />
          </Link>{" "}
          at {formatCount(version)}{" "}
        </span>
      ))}
    </ErrorState>
  );
}
