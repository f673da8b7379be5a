import { expect, test } from "vitest";
import type { ProjectionSummary } from "../api/projections";
import { type AttentionFacts, attentionItems } from "./attention";

const calm: ProjectionSummary = {
  name: "fines",
  description: "",
  mode: "async",
  definitionVersion: 1,
  servingVersion: 4,
  status: { kind: "running", words: "Running", reason: "", since: null, event: null },
  needs: [],
  checkpoint: "10",
  watermark: "10",
  behind: 0,
  behindSeconds: null,
  eventsPerSecond: 0,
  rows: 1,
  rowsExact: true,
  bytes: 1,
  partitions: 16,
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

test("a stopped projection names the event it cannot apply, and leads to it", () => {
  const event = { streamId: "payment-7f/1", version: 6, position: "48207113", type: "RefundIssued" };
  const stopped = {
    ...calm,
    behind: 2,
    status: { kind: "stopped" as const, words: "", reason: "amount is missing", since: null, event },
  };
  expect(items({ projections: [stopped] })).toMatchObject([
    {
      tone: "danger",
      subject: "fines",
      fact: "has stopped. 2 events wait behind one it cannot apply.",
      why: "amount is missing",
      event,
      links: [{ href: "/streams/payment-7f%2F1?version=6" }, { href: "/projections/fines" }],
    },
  ]);
});

test("what is dangerous stands above what is only stale", () => {
  const stale = { ...calm, needs: [{ kind: "rebuild" as const, words: "Rebuild", why: "built with older upcasters" }] };
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
});

test("a rebuild that waits to be promoted says what consumers read meanwhile", () => {
  const rebuild = { id: "r", version: 5, status: "ready", phase: null, fraction: 1 };
  const ready = {
    ...calm,
    rebuild,
    needs: [{ kind: "promote" as const, words: "Promote v5", why: "rebuilt and waiting" }],
  };
  expect(items({ projections: [ready] })).toMatchObject([
    { subject: "fines v5", why: expect.stringContaining("Consumers read v4") },
  ]);
});
