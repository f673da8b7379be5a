import type { AttentionItem } from "../api/overview";
import type { ProjectionSummary } from "../api/projections";
import { formatCount, formatCounted } from "../format/number";
import { streamHref } from "../format/stream-url";

/** A rebuild that failed and that no later one of its projection has made up for. */
export interface FailedRebuild {
  readonly id: string;
  readonly projection: string;
  readonly version: number;
  readonly message: string;
  readonly failedAt: string;
}

export interface AttentionFacts {
  readonly projections: readonly ProjectionSummary[];
  readonly failedRebuilds: readonly FailedRebuild[];
  readonly liveWorkers: number;
  readonly lastWorkerSeenAt: string | null;
  /** False while active upcasters contradict each other. */
  readonly chainHolds: boolean;
}

/** What somebody should look at, the worst first; each with its cause, since when, and where to go. */
export function attentionItems(facts: AttentionFacts): AttentionItem[] {
  const perProjection = facts.projections.flatMap((projection) => [stopped(projection), needs(projection)].flat());
  const failed = facts.failedRebuilds.map(failedRebuild);
  const all = [...noWorker(facts), ...brokenChain(facts), ...perProjection, ...failed];
  return [...all.filter((item) => item.tone === "danger"), ...all.filter((item) => item.tone === "warning")];
}

function noWorker({ liveWorkers, lastWorkerSeenAt, projections }: AttentionFacts): AttentionItem[] {
  if (liveWorkers > 0) return [];
  const waiting = Math.max(0, ...projections.map((projection) => projection.behind));
  const why = `No projection moves and no rebuild runs${waiting > 0 ? `; ${formatCounted(waiting, "event")} wait` : ""}. Start one with npm run worker.`;
  return [
    {
      ...item("no-worker", "danger", null, "No worker is live.", why),
      since: lastWorkerSeenAt,
      links: [{ label: "Open workers", href: "/workers" }],
    },
  ];
}

function brokenChain({ chainHolds }: AttentionFacts): AttentionItem[] {
  if (chainHolds) return [];
  const why = "Events that need them cannot be read as today until one of them is retired.";
  return [
    {
      ...item("chain", "danger", null, "Active upcasters contradict each other.", why),
      links: [{ label: "Open upcasters", href: "/upcasters" }],
    },
  ];
}

function stopped({ name, status, behind }: ProjectionSummary): AttentionItem[] {
  const open = { label: "Open projection", href: projectionHref(name) };
  if (status.kind === "paused") {
    return [
      { ...item(`paused ${name}`, "warning", name, "is paused.", status.reason), since: status.since, links: [open] },
    ];
  }
  if (status.kind !== "stopped") return [];
  const { event } = status;
  const waits =
    behind > 0
      ? ` ${formatCounted(behind, "event")} ${behind === 1 ? "waits" : "wait"} behind one it cannot apply.`
      : "";
  return [
    {
      ...item(`stopped ${name}`, "danger", name, `has stopped.${waits}`, status.reason),
      since: status.since,
      event,
      links:
        event === null
          ? [open]
          : [{ label: "Open event", href: streamHref(event.streamId, `version=${event.version}`) }, open],
    },
  ];
}

function needs({ name, servingVersion, needs: wanted, rebuild }: ProjectionSummary): AttentionItem[] {
  return wanted.flatMap((need) => {
    const open = [{ label: `${need.words}…`, href: projectionHref(name) }];
    if (need.kind === "rebuild") {
      const version = servingVersion === null ? "" : ` v${servingVersion}`;
      const fact = need.why === "definition changed" ? "was built by an older definition." : `was ${need.why}.`;
      const why = "Its rows may differ from what the code makes today; consumers go on reading it until it is rebuilt.";
      return [{ ...item(`stale ${name}`, "warning", `${name}${version}`, fact, why), links: open }];
    }
    if (need.kind === "promote" && rebuild !== null) {
      const why = `Consumers read v${servingVersion ?? 0} until somebody promotes or cancels it.`;
      return [
        {
          ...item(
            `ready ${name}`,
            "warning",
            `${name} v${rebuild.version}`,
            "is rebuilt and waits to be promoted.",
            why,
          ),
          links: open,
        },
      ];
    }
    return [];
  });
}

function failedRebuild({ id, projection, version, message, failedAt }: FailedRebuild): AttentionItem {
  return {
    ...item(`failed ${id}`, "danger", `${projection} v${formatCount(version)}`, "could not be rebuilt.", message),
    since: failedAt,
    links: [{ label: "Open rebuild", href: `${projectionHref(projection)}?tab=rebuild` }],
  };
}

function item(
  id: string,
  tone: AttentionItem["tone"],
  subject: string | null,
  fact: string,
  why: string,
): AttentionItem {
  return { id, tone, subject, fact, why, since: null, event: null, links: [] };
}

function projectionHref(name: string): string {
  return `/projections/${encodeURIComponent(name)}`;
}
