import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { pool } from "@/lib/db/pool";
import { registerProjections } from "@/lib/engine";
import { chartMarks } from "@/lib/queries/event-types/chart-marks";
import { readConsoleUpcasters } from "@/lib/queries/upcasters/console-upcasters";
import { readUpcasterSetRestore, readUpcasterSets } from "@/lib/queries/upcasters/upcaster-sets";
import { chain, codeProjections, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { activateUpcaster } from "./activate-upcaster";
import { auditStream } from "./audit";
import { restoredMessage, restoreUpcasterSet } from "./restore-upcaster-set";
import { retireUpcaster } from "./retire-upcaster";
import { saveUpcasterDraft } from "./save-upcaster-draft";

let database: TestDatabase;
const draft: UpcasterDraft = {
  title: "Currency",
  type: "Create Fine",
  fromVersion: 1,
  toType: "Create Fine",
  toVersion: 2,
  operations: [{ op: "set", path: "currency", value: "EUR" }],
};
const publish = async (change: Partial<UpcasterDraft> = {}) => {
  const { id } = await asRole("operator", () => saveUpcasterDraft({ draft: { ...draft, ...change } }));
  await asRole("admin", () => activateUpcaster({ id, reason: "a test" }));
  return id;
};
const second = { title: "Second", fromVersion: 2, toVersion: 3 };
const restore = (id?: number) => asRole("admin", () => restoreUpcasterSet({ id, reason: "it was wrong" }));
const sets = () => asRole("viewer", readUpcasterSets);
const activeTitles = async () =>
  (await readConsoleUpcasters(pool)).flatMap(({ state, title }) => (state === "active" ? [title] : [])).toSorted();

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, codeProjections, await chain());
  for (let index = 1; index <= 3; index += 1) {
    await store.append(`fine-${index}`, 0, [{ type: "Create Fine", data: { amount: index } }]);
  }
});
beforeEach(async () => {
  await pool.query("truncate foldline.upcasters");
  await pool.query("truncate foldline.upcaster_sets restart identity");
});
afterAll(() => database.drop());

test("each activation and retirement keeps a set: who, why, what was added and removed", async () => {
  const first = await publish();
  await publish(second);
  const { sets: listed, previous } = await sets();
  expect(listed.map(({ id, cause, upcasters }) => [id, cause, upcasters.map(({ title }) => title).toSorted()])).toEqual(
    [
      [2, "activate", ["Currency", "Second"]],
      [1, "activate", ["Currency"]],
      [0, "none", []],
    ],
  );
  expect(listed[0]).toMatchObject({
    added: [{ title: "Second" }],
    removed: [],
    createdBy: "Test admin",
    reason: "a test",
  });
  expect(previous).toBe(1);
  const last = (await readConsoleUpcasters(pool)).find(({ title }) => title === "Second")?.id ?? "";
  await asRole("admin", () => retireUpcaster({ id: last, reason: "not needed" }));
  expect((await sets()).sets[0]).toMatchObject({
    cause: "retire",
    removed: [{ title: "Second" }],
    reason: "not needed",
  });
  expect(await activeTitles()).toEqual(["Currency"]);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
});

test("rolling back brings the previous set back, again and again down to none, and any earlier one", async () => {
  await publish();
  await publish(second);
  expect(await restore()).toMatchObject({ set: 1, retired: ["Second"], activated: [] });
  expect(await activeTitles()).toEqual(["Currency"]);
  expect((await sets()).previous).toBe(0);
  expect(await restore()).toMatchObject({ set: 0, retired: ["Currency"] });
  expect(await activeTitles()).toEqual([]);
  expect((await sets()).previous).toBeNull();
  await expect(restore()).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("no earlier set"),
  });
  const back = await restore(2);
  expect(back).toMatchObject({ activated: ["Currency", "Second"].toReversed(), eventsReadDifferently: 3 });
  expect(await activeTitles()).toEqual(["Currency", "Second"]);
  expect((await chain()).readAs({ type: "Create Fine", schemaVersion: 1 })).toMatchObject({ schemaVersion: 3 });
});

test("after a roll back and another activation, the previous set is the one rolled back to", async () => {
  await publish();
  await publish(second);
  await restore();
  await publish({ ...second, title: "Better second" });
  expect(await restore()).toMatchObject({ set: 1, retired: ["Better second"] });
  expect(await activeTitles()).toEqual(["Currency"]);
});

test("a set that is active already changes nothing, says so, and leaves no trace", async () => {
  await publish();
  const audited = (await store.readStream(auditStream(new Date()))).length;
  const result = await restore(1);
  expect(restoredMessage(result)).toBe("Set 1 is what is active already. Nothing was changed.");
  expect((await sets()).sets).toHaveLength(2);
  expect(await store.readStream(auditStream(new Date()))).toHaveLength(audited);
});

test("a set whose chain would not hold is refused in words, before it is done too, and nothing changes", async () => {
  await publish();
  const id = await publish(second);
  await pool.query("insert into foldline.upcaster_sets (upcaster_ids, cause, created_by) values ($1, 'retire', 'x')", [
    [id],
  ]);
  await publish({ title: "Third", fromVersion: 3, toVersion: 4 });
  expect((await asRole("viewer", () => readUpcasterSetRestore("3"))).problems).toMatchObject([{ kind: "gap" }]);
  await expect(restore(3)).rejects.toMatchObject({
    code: "conflict",
    message:
      'Set 3 cannot come back, the chain would not hold: no upcaster leads from Create Fine@1 to Create Fine@2, where "Second" goes on. Nothing was changed.',
  });
  expect(await activeTitles()).toEqual(["Currency", "Second", "Third"]);
  await expect(restore(77)).rejects.toMatchObject({ code: "not-found" });
});

test("a set of which an upcaster is gone is refused", async () => {
  await publish();
  await pool.query("insert into foldline.upcaster_sets (upcaster_ids, cause, created_by) values ($1, 'retire', 'x')", [
    ["00000000-0000-4000-8000-000000000000"],
  ]);
  await expect(restore(2)).rejects.toMatchObject({ message: expect.stringContaining("is not stored any more") });
});

test("only an admin can roll back; it is in the audit with the reason, and on the charts", async () => {
  const since = new Date(Date.now() - 60_000);
  await publish();
  for (const role of ["viewer", "operator"] as const) {
    await expect(asRole(role, () => restoreUpcasterSet({ reason: "x" }))).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(asRole("admin", () => restoreUpcasterSet({ reason: " " }))).rejects.toThrow("Say why.");
  await restore();
  await restore(1);
  const entry = (await store.readStream(auditStream(new Date()))).at(-1);
  expect(entry).toMatchObject({
    type: "UpcasterSetRestored",
    data: { set: 1, activated: ["Currency"], retired: [] },
    metadata: { actorName: "Test admin", reason: "it was wrong" },
  });
  const marks = (await chartMarks(pool, since, null)).map(({ label }) => label);
  expect(marks).toEqual([
    "Upcaster Create Fine v1 activated",
    "Upcasters rolled back to set 0",
    "Upcasters rolled back to set 1",
  ]);
});

test("what a roll back would touch is told before it is done: stale read models, and those whole again", async () => {
  await publish();
  await pool.query("update foldline.read_models set upcaster_hash = $1 where projection = 'fines'", [
    (await chain()).hashFor(codeProjections.find(({ name }) => name === "fines")?.types ?? []),
  ]);
  await pool.query(
    `insert into foldline.rebuilds (projection, version, status, requested_by, events_total, started_at, finished_at)
     values ('fines', 2, 'promoted', 'x', 1000, now() - interval '10 s', now())`,
  );
  const { impact, retires, problems } = await asRole("viewer", () => readUpcasterSetRestore("0"));
  expect(retires).toMatchObject([{ title: "Currency" }]);
  expect(problems).toEqual([]);
  expect(impact.eventsReadDifferently).toBe(3);
  expect(impact.projections).toMatchObject([
    { name: "fines", rows: 0, events: 3, estimate: { runs: 1, ofOthers: false } },
  ]);
  expect(impact.projections[0]?.estimate?.seconds).toBeCloseTo(0.03, 2);
  await restore(0);
  const again = await asRole("viewer", () => readUpcasterSetRestore("1"));
  expect(again.impact).toMatchObject({ projections: [], madeWhole: ["fines"] });
});

test("two roll backs at once end in one of the two sets, and the sets tell the truth", async () => {
  await publish();
  await publish(second);
  await Promise.allSettled([restore(1), restore(0), restore(2), restore(1)]);
  const [newest] = (await sets()).sets;
  expect(newest?.upcasters.map(({ title }) => title).toSorted()).toEqual(await activeTitles());
});
