import "server-only";
import type { StallCause } from "@/lib/api/projection-watch";
import type { DeadLease, OpenAppend } from "@/lib/engine";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatCount, formatCounted, formatPercent } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import type { Pause, ProjectionFacts, ProjectionFailure, RebuildFacts } from "./projection-facts";

const LONGEST_QUERY = 160;

/** Why a projection does not advance, what matters most first; empty while it does. */
export function causesOf(facts: ProjectionFacts): StallCause[] {
  if (facts.mode === "live" || facts.retiredAt !== null) return [];
  const { paused, failure, heldBack, rebuild } = facts;
  const fed = !facts.inAppend;
  return [
    ...(paused === null ? [] : [pausedBy(facts, paused)]),
    ...(failure === null ? [] : [poison(facts, failure)]),
    ...(fed && facts.capableWorkers === 0 ? [noWorker(facts)] : []),
    ...(fed ? facts.deadLeases.map((lease) => deadLease(facts, lease)) : []),
    ...(fed && heldBack !== null && heldBack.waiting > 0
      ? heldBack.appends.slice(0, 3).map((append) => openAppend(facts, append, heldBack.waiting))
      : []),
    ...(rebuild?.paused == null ? [] : [rebuildPaused(facts, rebuild, rebuild.paused)]),
    ...(rebuild?.paused === null && (rebuild.status === "queued" || rebuild.status === "running")
      ? [rebuilding(facts, rebuild)]
      : []),
  ];
}

/** The place of the event that cannot be applied, if the error says which it is. */
export function failingEvent({ streamId, streamVersion, position, type }: ProjectionFailure): StallCause["event"] {
  if (streamId === null || streamVersion === null || position === null) return null;
  return { streamId, version: streamVersion, position: position.toString(), type: type ?? "" };
}

function pausedBy(facts: ProjectionFacts, { at, by, reason }: Pause): StallCause {
  const waiting = facts.behind > 0 ? ` ${waitingWords(facts.behind)}.` : "";
  const words = `${by ?? "Somebody"} paused ${facts.name}${because(reason)}.${waiting} Its read model stays readable.`;
  return { ...cause("paused", words), since: at.toISOString() };
}

function poison(facts: ProjectionFacts, failure: ProjectionFailure): StallCause {
  const event = failingEvent(failure);
  const place = event === null ? "" : ` at position ${formatCount(BigInt(event.position))}`;
  const { policy, attempts } = facts.onError;
  const left = policy !== "stop" && failure.attempts < attempts;
  const tried = left
    ? `attempt ${failure.attempts} of ${attempts} failed: ${failure.message}. After the last one ${
        policy === "park" ? "its stream is parked" : "it is skipped"
      }, and the others go on.`
    : `${formatCounted(failure.attempts, "attempt")} failed: ${failure.message}.`;
  const waiting = facts.behind > 0 ? ` ${waitingWords(facts.behind)} behind it.` : "";
  return {
    ...cause("poison", `${facts.name} stopped${place}; ${tried}${waiting}`),
    since: failure.since?.toISOString() ?? null,
    secondsLeft: secondsUntil(failure.retryAt, facts.now),
    event,
    link: event === null ? null : { label: "Open event", href: streamHref(event.streamId, `version=${event.version}`) },
  };
}

function noWorker(facts: ProjectionFacts): StallCause {
  const { name, behind, liveWorkers, builtDefinitionVersion, definitionVersion } = facts;
  const waiting = behind > 0 ? ` ${waitingWords(behind)}.` : "";
  const link = { label: "Open workers", href: "/workers" };
  if (liveWorkers === 0) {
    const words = `No worker is alive.${waiting} Start one with npm run worker.`;
    return { ...cause("no-worker", words), since: facts.lastWorkerSeenAt?.toISOString() ?? null, link };
  }
  const live = `${formatCounted(liveWorkers, "worker")} ${liveWorkers === 1 ? "is" : "are"} alive`;
  const built = builtDefinitionVersion ?? definitionVersion;
  const words =
    built === definitionVersion
      ? `${live}, but none runs ${name} version ${built}.${waiting} Start a worker whose code has it.`
      : `${live} with version ${definitionVersion} of the definition; the read model was built by version ${built} and is not fed until it is rebuilt.${waiting}`;
  return { ...cause("no-worker", words), link };
}

function deadLease(facts: ProjectionFacts, { worker, partitions, seenAt, secondsLeft }: DeadLease): StallCause {
  const silent =
    seenAt === null
      ? ""
      : ` and gave its last sign of life ${formatSeconds(facts.now.getTime() - seenAt.getTime())} ago`;
  const next =
    facts.capableWorkers > 0
      ? `Another worker takes over in ${formatSeconds(secondsLeft * 1000)}.`
      : "No other worker is there to take over.";
  const held = partitions === 1 ? "1 partition" : `${formatCount(partitions)} partitions`;
  const words = `${worker ?? "A worker that is not known any more"} holds the lease of ${held}${silent}. ${next}`;
  return {
    ...cause("dead-lease", words),
    since: seenAt?.toISOString() ?? null,
    secondsLeft,
    link: { label: "Open workers", href: "/workers" },
  };
}

function openAppend(facts: ProjectionFacts, append: OpenAppend, waiting: number): StallCause {
  const { pid, application, client, openSince, state, query } = append;
  const open = openSince === null ? "" : ` for ${formatDuration(facts.now.getTime() - openSince.getTime())}`;
  const process = [
    pid === null ? "a prepared transaction" : `process ${pid}`,
    ...(application === null ? [] : [`application ${application}`]),
    ...(state === null ? [] : [state]),
  ].join(", ");
  const statement =
    query === null || query === ""
      ? ""
      : ` Its ${state === "active" ? "" : "last "}statement: ${shortened(query)}${/[.;]$/.test(query) ? "" : "."}`;
  const end = pid === null ? "" : ` pg_terminate_backend(${pid}) ends it by force.`;
  const words = `An append has been open${open}: ${process}.${statement} ${waitingWords(waiting)} for it to end.${end}`;
  return {
    ...cause("open-append", words),
    since: openSince?.toISOString() ?? null,
    process: { pid, application, client, state, query },
  };
}

function rebuildPaused(facts: ProjectionFacts, rebuild: RebuildFacts, { at, by, reason }: Pause): StallCause {
  const words = `${by ?? "Somebody"} paused the rebuild to v${rebuild.version}${because(reason)}.${serving(facts)}`;
  return { ...cause("rebuild-paused", words), since: at.toISOString(), link: openRebuild(facts) };
}

function rebuilding(facts: ProjectionFacts, { version, status, phase, fraction }: RebuildFacts): StallCause {
  const progress =
    status === "queued"
      ? "waits for a worker"
      : `is running: ${[...(phase === null ? [] : [phase]), ...(fraction === null ? [] : [formatPercent(fraction, 0)])].join(", ")}`;
  return { ...cause("rebuilding", `A rebuild to v${version} ${progress}.${serving(facts)}`), link: openRebuild(facts) };
}

function serving({ servingVersion }: ProjectionFacts): string {
  return servingVersion === null
    ? " Consumers see nothing until it is promoted."
    : ` Consumers go on reading v${servingVersion}.`;
}

function openRebuild({ name }: ProjectionFacts): StallCause["link"] {
  return { label: "Open rebuild", href: `/projections/${encodeURIComponent(name)}?tab=rebuild` };
}

function because(reason: string | null): string {
  return reason === null || reason === "" ? "" : `: ${reason.replace(/[.\s]+$/, "")}`;
}

function waitingWords(count: number): string {
  return count === 1 ? "1 event waits" : `${formatCount(count)} events wait`;
}

function secondsUntil(at: Date | null, now: Date): number | null {
  return at === null ? null : Math.max(0, (at.getTime() - now.getTime()) / 1000);
}

function shortened(query: string): string {
  const line = query.replace(/\s+/g, " ").trim();
  return line.length > LONGEST_QUERY ? `${line.slice(0, LONGEST_QUERY)}…` : line;
}

function cause(kind: StallCause["kind"], words: string): StallCause {
  return { kind, words, since: null, secondsLeft: null, event: null, process: null, link: null };
}
