import { expect, test } from "vitest";
import { shownPhases } from "./rebuild-phase-list";

const at = (second: number) => new Date(Date.UTC(2026, 2, 3, 14, 0, second)).toISOString();
const running = {
  status: "running",
  phase: "build",
  attempt: 1,
  eventsRead: 610,
  eventsTotal: 1000,
  etaSeconds: 78,
  finishedAt: null,
  phases: [{ phase: "build", attempt: 1, startedAt: at(0), finishedAt: null }],
} as const;
const shown = (progress: Parameters<typeof shownPhases>[0]) =>
  shownPhases(progress).map(({ name, state, words }) => `${name} ${state} ${words}`.trim());

test("the phase at work says how far it is and how long it will take", () => {
  expect(shown({ ...running, phases: [...running.phases] })).toEqual([
    "Build running 61.0 %, 1 min 18 s left",
    "Indexes waiting",
    "Catch up waiting",
    "Ready waiting",
  ]);
});

test("phases that are over say how long they took; what an earlier attempt did is not counted", () => {
  const phases = [
    { phase: "build", attempt: 1, startedAt: at(0), finishedAt: at(9) },
    { phase: "build", attempt: 2, startedAt: at(10), finishedAt: at(22) },
    { phase: "indexes", attempt: 2, startedAt: at(22), finishedAt: null },
  ] as const;
  const progress = { ...running, attempt: 2, phase: "indexes" as const, phases: [...phases] };
  expect(shown(progress).slice(0, 2)).toEqual(["Build done 12 s", "Indexes running working"]);
});

test("a rebuild that failed shows where", () => {
  const progress = { ...running, status: "failed" as const, phases: [...running.phases] };
  expect(shown(progress)).toEqual(["Build failed failed here", "Indexes waiting", "Catch up waiting", "Failed failed"]);
});
