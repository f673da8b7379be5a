import type { AttentionItem } from "@/lib/api/overview";
import type { StallCause } from "@/lib/api/projection-watch";
import type { ProjectionSummary } from "@/lib/api/projections";
import { formatCount, formatCounted } from "@/lib/format/number";

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
  const perProjection = facts.projections.flatMap((projection) => [
    ...stalls(projection, facts.liveWorkers),
    ...parked(projection),
    ...stale(projection),
    ...ready(projection),
  ]);
  const failed = facts.failedRebuilds.map(failedRebuild);
  const all = [...noWorker(facts), ...brokenChain(facts), ...openAppends(facts), ...perProjection, ...failed];
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

/** One append may hold back every projection: it is said once. */
function openAppends({ projections }: AttentionFacts): AttentionItem[] {
  const held = projections.flatMap((projection) =>
    projection.causes.flatMap((cause) => (cause.kind === "open-append" ? [{ projection, cause }] : [])),
  );
  const byProcess = new Map(held.map(({ projection, cause }) => [cause.process?.pid ?? null, { projection, cause }]));
  return [...byProcess].map(([pid, { projection, cause }]) => {
    const names = held.filter((each) => each.cause.process?.pid === pid).map((each) => each.projection.name);
    const fact = `An append that stays open holds ${names.length === 1 ? (names[0] ?? "") : formatCounted(names.length, "projection")} back.`;
    return {
      ...item(`append ${pid}`, "danger", null, fact, cause.words),
      since: cause.since,
      links: [{ label: "Open projection", href: projectionHref(projection.name) }],
    };
  });
}

function stalls(projection: ProjectionSummary, liveWorkers: number): AttentionItem[] {
  return projection.causes.flatMap((cause) => stall(projection, cause, liveWorkers) ?? []);
}

function stall(projection: ProjectionSummary, cause: StallCause, liveWorkers: number): AttentionItem | null {
  const { name, behind, rebuild } = projection;
  const open = { label: "Open projection", href: projectionHref(name) };
  const of = (tone: AttentionItem["tone"], fact: string) => ({
    ...item(`${cause.kind} ${name}`, tone, name, fact, cause.words),
    since: cause.since,
    projection: name,
    links: cause.link === null ? [open] : [cause.link],
  });
  switch (cause.kind) {
    case "poison": {
      const waits = behind === 0 ? "" : ` ${waitWords(behind)} behind one it cannot apply.`;
      const links = cause.link === null ? [open] : [cause.link, open];
      return { ...of("danger", `has stopped.${waits}`), event: cause.event, links };
    }
    case "no-worker":
      return liveWorkers === 0 ? null : of("danger", "is not fed by any worker.");
    case "dead-lease":
      return of("warning", "waits for another worker to take over.");
    case "paused":
      return { ...of("warning", "is paused."), actions: ["resume"] };
    case "rebuild-paused":
      return of("warning", `has a rebuild to v${rebuild?.version ?? 0} that is paused.`);
    case "open-append":
    case "rebuilding":
      return null;
  }
}

function parked({ name, parked: { streams, waiting }, needs }: ProjectionSummary): AttentionItem[] {
  if (streams === 0) return [];
  const fact = `has ${formatCounted(streams, "dead letter")}: ${streams === 1 ? "1 stream is" : `${formatCount(streams)} streams are`} parked.`;
  const why =
    waiting === 0
      ? "No later event of them waits yet."
      : `${formatCounted(waiting, "later event")} ${waiting === 1 ? "waits" : "wait"} behind ${streams === 1 ? "it" : "them"}, in order.`;
  const href = needs.find((need) => need.href?.startsWith("/dead-letters"))?.href ?? "/dead-letters";
  return [
    {
      ...item(`parked ${name}`, "warning", name, fact, why),
      projection: name,
      links: [{ label: "Open dead letters", href }],
    },
  ];
}

function stale({ name, servingVersion, needs, recommendation }: ProjectionSummary): AttentionItem[] {
  const need = needs.find(({ kind }) => kind === "rebuild");
  if (need === undefined) return [];
  const version = servingVersion === null ? "" : ` v${servingVersion}`;
  const fact =
    recommendation?.kind === "upcasters" ? `was ${recommendation.words}.` : "was built by another definition.";
  const why = `${recommendation?.why ?? ""} Consumers go on reading it until it is rebuilt.`.trim();
  return [
    {
      ...item(`stale ${name}`, "warning", `${name}${version}`, fact, why),
      projection: name,
      actions: recommendation === null ? ["rebuild"] : ["ignore", "rebuild"],
    },
  ];
}

function ready({ name, servingVersion, needs, rebuild }: ProjectionSummary): AttentionItem[] {
  const need = needs.find(({ kind }) => kind === "promote");
  if (need === undefined || rebuild === null) return [];
  const why = `Consumers read v${servingVersion ?? 0} until somebody promotes or cancels it.`;
  return [
    {
      ...item(`ready ${name}`, "warning", `${name} v${rebuild.version}`, "is rebuilt and waits to be promoted.", why),
      projection: name,
      links: [{ label: `${need.words}…`, href: need.href ?? projectionHref(name) }],
    },
  ];
}

function waitWords(count: number): string {
  return `${formatCounted(count, "event")} ${count === 1 ? "waits" : "wait"}`;
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
  return { id, tone, subject, fact, why, since: null, event: null, links: [], projection: null, actions: [] };
}

function projectionHref(name: string): string {
  return `/projections/${encodeURIComponent(name)}`;
}
