import { expect, test } from "vitest";
import { needsOf, type ProjectionFacts, statusOf } from "./projection-status";

const healthy: ProjectionFacts = {
  name: "fines",
  types: ["Create Fine", "Payment"],
  servingVersion: 2,
  watermark: 1200n,
  behind: 0,
  behindSeconds: null,
  hasEvents: true,
  liveWorkers: 1,
  lastWorkerSeenAt: new Date("2026-03-03T14:00:00Z"),
  paused: null,
  failure: null,
  rebuild: null,
  definitionChanged: false,
  upcastersChanged: false,
  fed: true,
  definitionVersion: 2,
};
const failure = {
  message: "amount is missing",
  streamId: "fine-1",
  streamVersion: 3,
  position: 900n,
  type: "Payment",
  attempts: 4,
  since: new Date("2026-03-03T14:00:00Z"),
  retryAt: null,
};
const paused = { at: new Date("2026-03-03T14:00:00Z"), by: "Ines Brandt", reason: "maintenance" };

test.each<[string, Partial<ProjectionFacts>, string, string]>([
  ["running", {}, "running", "Every event up to position 1,200 was applied."],
  ["idle", { hasEvents: false }, "idle", "No such events yet: the store holds none of Create Fine, Payment."],
  [
    "behind",
    { behind: 6794, behindSeconds: 702 },
    "behind",
    "fines is 6,794 events and 11 min 42 s behind and catching up.",
  ],
  [
    "paused",
    { paused, behind: 1 },
    "paused",
    "Ines Brandt paused fines: maintenance. 1 event waits. Its read model stays readable.",
  ],
  [
    "no worker",
    { liveWorkers: 0, behind: 7 },
    "no-worker",
    "No worker is alive. 7 events wait. Start one with npm run worker.",
  ],
  ["never built", { servingVersion: null }, "not-built", "fines has no read model yet. Rebuild it to make one."],
])("%s is told with its reason", (_name, change, kind, reason) => {
  expect(statusOf({ ...healthy, ...change })).toMatchObject({ kind, reason });
});

test("a failing event is named, and what waits behind it is counted", () => {
  const status = statusOf({ ...healthy, failure, behind: 300, behindSeconds: 60 });
  expect(status).toMatchObject({
    kind: "stopped",
    reason: "fines stopped at position 900 after 4 attempts: amount is missing. 300 events wait behind it.",
    event: { streamId: "fine-1", version: 3, position: "900", type: "Payment" },
  });
});

test("a batch that a worker is just applying is not called behind", () => {
  expect(statusOf({ ...healthy, behind: 12, behindSeconds: 0.2 }).kind).toBe("running");
});

test("a rebuild says what consumers see meanwhile", () => {
  const rebuild = { version: 3, status: "running", fraction: 0.5 };
  expect(statusOf({ ...healthy, rebuild }).words).toBe("Serving v2, rebuilding v3");
  expect(statusOf({ ...healthy, servingVersion: null, rebuild }).words).toBe("Building v3");
});

test("older upcasters and a changed definition ask for a rebuild, but not while one waits to be promoted", () => {
  expect(needsOf({ ...healthy, upcastersChanged: true })).toMatchObject([
    { kind: "rebuild", why: "built with older upcasters" },
  ]);
  expect(needsOf({ ...healthy, definitionChanged: true })).toMatchObject([
    { kind: "rebuild", why: "definition changed" },
  ]);
  const rebuild = { version: 3, status: "ready", fraction: 1 };
  expect(needsOf({ ...healthy, upcastersChanged: true, rebuild })).toMatchObject([
    { kind: "promote", words: "Promote v3" },
  ]);
});

test("needs nothing while all is well", () => {
  expect(needsOf(healthy)).toEqual([]);
});
