import { expect, test } from "vitest";
import { causesOf } from "./projection-causes";
import type { ProjectionFacts } from "./projection-facts";
import { needsOf } from "./projection-needs";
import { statusOf } from "./projection-status";

const NOW = new Date("2026-03-03T14:04:12Z");
const healthy: ProjectionFacts = {
  name: "fines",
  mode: "async",
  inAppend: false,
  types: ["Create Fine", "Payment"],
  onError: { policy: "stop", attempts: 3 },
  servingVersion: 2,
  watermark: 1200n,
  behind: 0,
  behindSeconds: null,
  lagTrend: null,
  hasEvents: true,
  liveWorkers: 2,
  capableWorkers: 2,
  lastWorkerSeenAt: new Date("2026-03-03T14:00:00Z"),
  paused: null,
  failure: null,
  parked: { streams: 0, waiting: 0 },
  deadLeases: [],
  heldBack: null,
  rebuild: null,
  definitionVersion: 2,
  builtDefinitionVersion: 2,
  recommendation: null,
  retiredAt: null,
  now: NOW,
};
const failure = {
  message: "amount is missing",
  streamId: "fine-1",
  streamVersion: 3,
  position: 900n,
  type: "Payment",
  attempts: 4,
  since: new Date("2026-03-03T14:00:00Z"),
  retryAt: new Date("2026-03-03T14:04:20Z"),
};
const paused = { at: new Date("2026-03-03T14:00:00Z"), by: "Ines Brandt", reason: "maintenance" };
const append = {
  pid: 1234,
  application: "billing import",
  operator: "foldline",
  client: "10.0.0.7",
  openSince: new Date("2026-03-03T14:00:00Z"),
  state: "idle in transaction",
  query: "select foldline.append($1,\n  $2)",
  floor: 1200n,
};
const rebuild = { version: 3, status: "running", phase: "build", fraction: 0.61, paused: null };

const of = (change: Partial<ProjectionFacts>) => {
  const facts = { ...healthy, ...change };
  const causes = causesOf(facts);
  return { status: statusOf(facts, causes), causes, needs: needsOf(facts) };
};

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
    "behind and falling",
    {
      behind: 6794,
      behindSeconds: 702,
      lagTrend: { direction: "falling", perSecond: -100, caughtUpInSeconds: 67.9 },
    },
    "behind",
    "fines is 6,794 events and 11 min 42 s behind and will have caught up in about 1 min 8 s.",
  ],
  ["never built", { servingVersion: null }, "not-built", "fines has no read model yet. Rebuild it to make one."],
  [
    "parked",
    { parked: { streams: 3, waiting: 41 } },
    "parked",
    "fines could not apply an event of 3 streams. 41 later events of theirs wait in order. All others go on.",
  ],
  [
    "inline",
    { mode: "inline", inAppend: true, liveWorkers: 0, capableWorkers: 0 },
    "in-append",
    "Its rows are written in the transaction of each append: after an append they are there.",
  ],
  [
    "live",
    { mode: "live", servingVersion: null, liveWorkers: 0, capableWorkers: 0 },
    "on-request",
    "fines keeps no table: its rows are folded when somebody asks.",
  ],
  [
    "out of use",
    { retiredAt: NOW, capableWorkers: 0 },
    "retired",
    "fines was taken out of use. Its read model stays as it is and is not fed any more.",
  ],
])("%s is told with its reason, and is no stall", (_name, change, kind, reason) => {
  const { status, causes } = of(change);
  expect(status).toMatchObject({ kind, reason });
  expect(causes).toEqual([]);
});

test.each<[string, Partial<ProjectionFacts>, string, string]>([
  [
    "who paused it, when and why",
    { paused, behind: 1 },
    "paused",
    "Ines Brandt paused fines: maintenance. 1 event waits. Its read model stays readable.",
  ],
  [
    "that no worker lives",
    { liveWorkers: 0, capableWorkers: 0, behind: 7 },
    "no-worker",
    "No worker is alive. 7 events wait. Start one with npm run worker.",
  ],
  [
    "that no live worker has its definition",
    { capableWorkers: 0 },
    "no-worker",
    "2 workers are alive, but none runs fines version 2. Start a worker whose code has it.",
  ],
  [
    "that the code has another definition",
    { capableWorkers: 0, definitionVersion: 3 },
    "changed",
    "2 workers are alive with version 3 of the definition; the read model was built by version 2 and is not fed until it is rebuilt.",
  ],
  [
    "which event cannot be applied, and how many wait behind it",
    { failure, behind: 300, behindSeconds: 60 },
    "stopped",
    "fines stopped at position 900; 4 attempts failed: amount is missing. 300 events wait behind it.",
  ],
  [
    "what becomes of an event that still has attempts",
    { failure: { ...failure, attempts: 2 }, onError: { policy: "park", attempts: 3 } },
    "retrying",
    "fines stopped at position 900; attempt 2 of 3 failed: amount is missing. After the last one its stream is parked, and the others go on.",
  ],
  [
    "whose lease has to run out, and when",
    {
      deadLeases: [
        {
          projection: "fines",
          version: 2,
          partitions: 6,
          worker: "fl-worker-3",
          seenAt: new Date("2026-03-03T14:04:04Z"),
          secondsLeft: 7.2,
        },
      ],
    },
    "taking-over",
    "fl-worker-3 holds the lease of 6 partitions and gave its last sign of life 8 s ago. Another worker takes over in 7 s.",
  ],
  [
    "which append has been open, for how long, by which process",
    { heldBack: { appends: [append], waiting: 12 } },
    "held",
    "An append has been open for 4 min 12 s: process 1234, application billing import, idle in transaction. " +
      "Its last statement: select foldline.append($1, $2). 12 events wait for it to end. pg_terminate_backend(1234) ends it by force.",
  ],
  [
    "that a rebuild runs",
    { rebuild },
    "rebuilding",
    "A rebuild to v3 is running: build, 61 %. Consumers go on reading v2.",
  ],
  [
    "that a rebuild waits for a worker, and nothing is there before it",
    { servingVersion: null, rebuild: { ...rebuild, status: "queued", phase: null, fraction: null } },
    "rebuilding",
    "A rebuild to v3 waits for a worker. Consumers see nothing until it is promoted.",
  ],
  [
    "who paused a rebuild, when and why",
    { rebuild: { ...rebuild, paused } },
    "paused",
    "Ines Brandt paused the rebuild to v3: maintenance. Consumers go on reading v2.",
  ],
])("says %s", (_name, change, kind, reason) => {
  const { status, causes } = of(change);
  expect(status).toMatchObject({ kind, reason });
  expect(causes.map(({ words }) => words)).toContain(reason);
});

test("a cause carries what a program can use: since when, until when, the process, the event, where to go", () => {
  expect(of({ paused }).causes[0]).toMatchObject({ kind: "paused", since: "2026-03-03T14:00:00.000Z" });
  expect(of({ failure }).causes[0]).toMatchObject({
    kind: "poison",
    secondsLeft: 8,
    event: { streamId: "fine-1", version: 3, position: "900", type: "Payment" },
    link: { href: "/streams/fine-1?version=3" },
  });
  expect(of({ heldBack: { appends: [append], waiting: 1 } }).causes[0]).toMatchObject({
    kind: "open-append",
    since: "2026-03-03T14:00:00.000Z",
    process: { pid: 1234, application: "billing import", state: "idle in transaction", query: append.query },
  });
});

test("an open append holds back only those for whom events wait, and none that appends write themselves", () => {
  expect(of({ heldBack: { appends: [append], waiting: 0 } }).status.kind).toBe("running");
  expect(of({ inAppend: true, heldBack: { appends: [append], waiting: 9 } }).status.kind).toBe("in-append");
});

test("several causes are all told, the one that decides first", () => {
  const { causes } = of({ paused, failure, heldBack: { appends: [append], waiting: 1 } });
  expect(causes.map(({ kind }) => kind)).toEqual(["paused", "poison", "open-append"]);
});

test("a batch that a worker is just applying is not called behind", () => {
  expect(of({ behind: 12, behindSeconds: 0.2 }).status.kind).toBe("running");
});

test("a rebuild says in two words what consumers see meanwhile", () => {
  expect(of({ rebuild }).status.words).toBe("Serving v2, rebuilding v3");
  expect(of({ servingVersion: null, rebuild }).status.words).toBe("Building v3");
});

const recommendation = {
  kind: "upcasters" as const,
  words: "built with older upcasters",
  why: "…",
  builtWith: "a → b",
  ignored: null,
};

test("a recommendation asks for a rebuild, but not while one runs or waits, nor when it was ignored", () => {
  expect(of({ recommendation }).needs).toMatchObject([{ kind: "rebuild", why: "built with older upcasters" }]);
  expect(of({ recommendation, rebuild }).needs).toEqual([]);
  const ready = { ...rebuild, status: "ready" };
  expect(of({ recommendation, rebuild: ready }).needs).toMatchObject([{ kind: "promote", words: "Promote v3" }]);
  const ignored = { by: "Ines Brandt", at: NOW.toISOString(), reason: "only a label" };
  expect(of({ recommendation: { ...recommendation, ignored } }).needs).toEqual([]);
});

test("parked streams lead to their dead letters, and a paused rebuild to itself", () => {
  expect(of({ parked: { streams: 3, waiting: 0 } }).needs).toEqual([
    { kind: "retry", words: "Retry", why: "3 dead letters", href: "/dead-letters?projection=fines" },
  ]);
  expect(of({ rebuild: { ...rebuild, paused } }).needs).toMatchObject([
    { kind: "resume", why: "rebuild paused by Ines Brandt", href: "/projections/fines?tab=rebuild" },
  ]);
});

test("needs nothing while all is well", () => {
  expect(of({}).needs).toEqual([]);
});
