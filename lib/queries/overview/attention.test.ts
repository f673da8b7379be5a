import { expect, test } from "vitest";
import type { StallCause } from "@/lib/api/projection-watch";
import type { ProjectionSummary } from "@/lib/api/projections";
import { type AttentionFacts, attentionItems } from "./attention";

const calm: ProjectionSummary = {
  name: "fines",
  description: "",
  mode: "async",
  definitionVersion: 1,
  servingVersion: 4,
  status: { kind: "running", words: "Running", reason: "", since: null, event: null },
  needs: [],
  causes: [],
  recommendation: null,
  parked: { streams: 0, waiting: 0 },
  checkpoint: "10",
  watermark: "10",
  behind: 0,
  behindExact: true,
  behindSeconds: null,
  lagTrend: null,
  eventsPerSecond: 0,
  rows: 1,
  rowsExact: true,
  bytes: 1,
  partitions: 16,
  workers: 1,
  lastHour: [],
  rebuild: null,
  lastRebuild: null,
};

const items = (facts: Partial<AttentionFacts>) =>
  attentionItems({
    projections: [calm],
    failedRebuilds: [],
    liveWorkers: 1,
    lastWorkerSeenAt: null,
    chainHolds: true,
    ...facts,
  });

test("nothing is wrong while projections run and a worker lives", () => {
  expect(items({})).toEqual([]);
});

test("a missing worker is said once, with what waits and since when", () => {
  const lastWorkerSeenAt = "2026-03-12T14:00:00.000Z";
  const waiting = { ...calm, behind: 6794, status: { ...calm.status, kind: "no-worker" as const } };
  expect(items({ liveWorkers: 0, lastWorkerSeenAt, projections: [waiting, waiting] })).toMatchObject([
    { fact: "No worker is live.", since: lastWorkerSeenAt, why: expect.stringContaining("6,794 events wait") },
  ]);
});

const cause: StallCause = {
  kind: "poison",
  words: "amount is missing",
  since: null,
  secondsLeft: null,
  event: null,
  process: null,
  link: null,
};

test("a stopped projection names the event it cannot apply, and leads to it", () => {
  const event = { streamId: "payment-7f/1", version: 6, position: "48207113", type: "RefundIssued" };
  const link = { label: "Open event", href: "/streams/payment-7f%2F1?version=6" };
  const stopped = { ...calm, behind: 2, causes: [{ ...cause, event, link }] };
  expect(items({ projections: [stopped] })).toMatchObject([
    {
      tone: "danger",
      subject: "fines",
      fact: "has stopped. 2 events wait behind one it cannot apply.",
      why: "amount is missing",
      event,
      links: [link, { href: "/projections/fines" }],
    },
  ]);
});

test("an append that holds everything back is said once, with what it holds back and since when", () => {
  const since = "2026-03-12T14:00:00.000Z";
  const process = { pid: 1234, application: null, client: null, state: null, query: null };
  const held = { ...calm, causes: [{ ...cause, kind: "open-append" as const, since, process }] };
  expect(items({ projections: [held, { ...held, name: "orders" }] })).toMatchObject([
    { tone: "danger", subject: null, fact: "An append that stays open holds 2 projections back.", since },
  ]);
});

test("what is paused can be resumed, parked streams lead to their dead letters", () => {
  const paused = { ...calm, causes: [{ ...cause, kind: "paused" as const, words: "Ines paused fines." }] };
  const href = "/dead-letters?projection=fines";
  const parked = {
    ...calm,
    parked: { streams: 3, waiting: 41 },
    needs: [{ kind: "retry" as const, words: "Retry", why: "3 dead letters", href }],
  };
  expect(items({ projections: [paused, parked] })).toMatchObject([
    { fact: "is paused.", why: "Ines paused fines.", projection: "fines", actions: ["resume"] },
    {
      fact: "has 3 dead letters: 3 streams are parked.",
      why: "41 later events wait behind them, in order.",
      links: [{ href }],
    },
  ]);
});

const need = { kind: "rebuild" as const, words: "Rebuild", why: "built with older upcasters", href: null };
const recommendation = {
  kind: "upcasters" as const,
  words: "built with older upcasters",
  why: "Its older rows show events as they were read then.",
  builtWith: "a → b",
  ignored: null,
};

test("what is dangerous stands above what is only stale, which can be rebuilt or ignored", () => {
  const stale = { ...calm, needs: [need], recommendation };
  const failed = {
    id: "f",
    projection: "orders",
    version: 3,
    message: "disk full",
    failedAt: "2026-03-12T14:00:00.000Z",
  };
  const found = items({ projections: [stale], failedRebuilds: [failed], chainHolds: false });
  expect(found.map(({ tone, subject }) => [tone, subject])).toEqual([
    ["danger", null],
    ["danger", "orders v3"],
    ["warning", "fines v4"],
  ]);
  expect(found.at(-1)).toMatchObject({ projection: "fines", actions: ["ignore", "rebuild"] });
});

test("a rebuild that waits to be promoted says what consumers read meanwhile", () => {
  const rebuild = { id: "r", version: 5, status: "ready", phase: null, fraction: 1, paused: null };
  const ready = {
    ...calm,
    rebuild,
    needs: [{ ...need, kind: "promote" as const, words: "Promote v5", why: "rebuilt and waiting" }],
  };
  expect(items({ projections: [ready] })).toMatchObject([
    { subject: "fines v5", why: expect.stringContaining("Consumers read v4") },
  ]);
});
