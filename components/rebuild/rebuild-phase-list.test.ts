import { expect, test } from "vitest";
import { readyIn } from "./rebuild-eta";
import { shownPhases } from "./rebuild-phase-list";

const at = (second: number) => new Date(Date.UTC(2026, 2, 3, 14, 32, second)).toISOString();
const running = {
  status: "running",
  phase: "build",
  attempt: 1,
  paused: null,
  eventsRead: 610,
  eventsTotal: 1000,
  etaSeconds: 78,
  requestedAt: at(0),
  startedAt: at(1),
  finishedAt: null,
  phases: [{ phase: "build" as const, attempt: 1, startedAt: at(2), finishedAt: null }],
} as const;
const past = {
  attempt: 1,
  phases: [
    { phase: "indexes" as const, attempt: 1, startedAt: at(0), finishedAt: at(9) },
    { phase: "catch-up" as const, attempt: 1, startedAt: at(9), finishedAt: at(11) },
    { phase: "verify" as const, attempt: 1, startedAt: at(11), finishedAt: at(23) },
  ],
};
type Progress = Parameters<typeof shownPhases>[0];
const shown = (progress: object, before: Parameters<typeof shownPhases>[1] = null) =>
  shownPhases({ ...running, phases: [...running.phases], ...progress } as Progress, before).map(
    ({ name, state, words }) => `${name} ${state} ${words}`.trim(),
  );

test("the phase at work says how far it is, those to come how long they took the last time", () => {
  expect(shown({}, past)).toEqual([
    "Pre-flight done 2.0 s",
    "Build running 61.0 %, 1 min 18 s left",
    "Indexes waiting about 9.0 s",
    "Catch up waiting about 2.0 s",
    "Verify waiting about 12 s",
    "Ready waiting",
  ]);
});

test("without an earlier run nothing is made up", () => {
  expect(shown({}).slice(2)).toEqual(["Indexes waiting", "Catch up waiting", "Verify waiting", "Ready waiting"]);
});

test("one that waits for a worker says so, and one that is paused stands", () => {
  expect(shown({ status: "queued", phase: null, phases: [], startedAt: null })[0]).toBe(
    "Pre-flight waiting waits for a worker",
  );
  const paused = { at: at(9), by: "Ines", reason: null };
  expect(shown({ paused, etaSeconds: null })[1]).toBe("Build paused 61.0 %, paused");
});

test("phases that are over say how long they took; what an earlier attempt did is not counted", () => {
  const phases = [
    { phase: "build", attempt: 1, startedAt: at(0), finishedAt: at(9) },
    { phase: "build", attempt: 2, startedAt: at(10), finishedAt: at(22) },
    { phase: "indexes", attempt: 2, startedAt: at(22), finishedAt: null },
  ];
  expect(shown({ attempt: 2, phase: "indexes", phases }).slice(1, 3)).toEqual([
    "Build done 12 s",
    "Indexes running working",
  ]);
});

test("a rebuild that failed shows where", () => {
  expect(shown({ status: "failed" }, past)).toEqual([
    "Pre-flight done 2.0 s",
    "Build failed failed here",
    "Indexes waiting",
    "Catch up waiting",
    "Verify waiting",
    "Failed failed",
  ]);
});

test("it is ready when the build and the phases after it are over", () => {
  const progress = { ...running, phases: [...running.phases], samples: [] };
  expect(readyIn(progress, past)).toEqual({ seconds: 78 + 23, plusMinus: null });
  expect(readyIn({ ...progress, etaSeconds: null }, past)).toBeNull();
  expect(readyIn({ ...progress, phase: "catch-up", etaSeconds: null }, past)?.seconds).toBe(2 + 12);
});

test("the estimate is as sure as the rate is even", () => {
  const samples = [90, 110, 90, 110].map((rate, second) => ({
    sampledAt: at(second),
    second,
    phase: "build" as const,
    eventsRead: 0,
    rowsWritten: 0,
    rate,
  }));
  const progress = { ...running, phases: [...running.phases], samples };
  expect(readyIn(progress, null)?.plusMinus).toBeCloseTo((78 * Math.sqrt(400 / 3 / 4)) / 100, 5);
});
