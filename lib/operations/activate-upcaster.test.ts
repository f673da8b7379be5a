import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { readConsoleUpcasters } from "@/lib/queries/upcasters/console-upcasters";
import { readUpcasterSets } from "@/lib/queries/upcasters/upcaster-sets";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { runVerifications } from "@/lib/testing/run-jobs";
import { activatedMessage, activateUpcaster } from "./activate-upcaster";
import { auditStream } from "./audit";
import { requestVerification } from "./request-verification";
import { restoreUpcasterSet } from "./restore-upcaster-set";
import { retireUpcaster } from "./retire-upcaster";
import { saveUpcasterDraft } from "./save-upcaster-draft";

let database: TestDatabase;
let round = 0;
let type = "";
const draft = (change: Partial<UpcasterDraft> = {}): UpcasterDraft => ({
  ...{ title: "In cents", type, fromVersion: 1, toType: type, toVersion: 2 },
  operations: [{ op: "compute", path: "cents", expression: "data.amount * 100.0" }],
  ...change,
});
const save = async (change: Partial<UpcasterDraft> = {}, id?: string) =>
  (await asRole("operator", () => saveUpcasterDraft({ id, draft: draft(change) }))).id;
const verify = async (id: string, sample: number | null = null) => {
  await asRole("operator", () => requestVerification({ id, sample }));
  await runVerifications();
};
const verified = async (change: Partial<UpcasterDraft> = {}) => {
  const id = await save(change);
  await verify(id);
  return id;
};
const activate = (id: string, rest: object = {}) => asRole("admin", () => activateUpcaster({ id, ...rest }));
const stateOf = async (id: string) => (await readConsoleUpcasters(pool)).find((each) => each.id === id)?.state;
const append = (stream: string, data: object) => store.append(`${stream}-${round}`, "any", [{ type, data }]);
const refused = (words: RegExp) => ({ code: "conflict", message: expect.stringMatching(words) });

beforeAll(async () => {
  database = await useAppDatabase();
});
beforeEach(async () => {
  await pool.query("truncate foldline.upcasters");
  await pool.query("truncate foldline.upcaster_sets restart identity");
  round += 1;
  type = `Paid ${round}`;
  for (const amount of [1, 2, 3]) await append("p", { amount });
});
afterAll(() => database.drop());

test("a clean verification makes it verified and lets it be activated without a reason; the message says so", async () => {
  const id = await verified();
  expect(await stateOf(id)).toBe("verified");
  const result = await activate(id);
  expect(result).toMatchObject({ verification: { events: 3, now: 0 }, unverified: null });
  expect(activatedMessage(result)).toMatch(
    /^"In cents" is active: 3 events are read differently now; .* Verified over 3 events\.$/,
  );
  expect(await stateOf(id)).toBe("active");
});

test("without any verification it is refused, unless a reason stands in; the message and the audit say which", async () => {
  const id = await save();
  await expect(activate(id)).rejects.toMatchObject(refused(/not verified over all stored events yet.*say why/));
  await expect(activate(id, { reason: "  " })).rejects.toMatchObject(refused(/not verified/));
  const result = await activate(id, { reason: "a release waits" });
  expect(activatedMessage(result)).toMatch(/Without a clean verification, for the reason given\.$/);
  expect((await store.readStream(auditStream(new Date()))).at(-1)).toMatchObject({
    type: "UpcasterActivated",
    data: { verification: null, unverified: expect.stringMatching(/not verified/) },
    metadata: { reason: "a release waits" },
  });
});

test("saving a change sets it back to draft, and its verification no longer counts", async () => {
  const id = await verified();
  await save({ operations: [{ op: "remove", path: "amount" }] }, id);
  expect(await stateOf(id)).toBe("draft");
  await expect(activate(id)).rejects.toMatchObject(refused(/changed since it was verified/));
});

test("a sample is not enough, and a verification with findings says what it found", async () => {
  const id = await save();
  await verify(id, 1);
  await expect(activate(id)).rejects.toMatchObject(refused(/Only a sample of 1 event was verified/));
  await append("p", { amount: "x" });
  await append("p", { amount: "y" });
  await verify(id);
  await expect(activate(id)).rejects.toMatchObject({
    ...refused(/not clean: 2 events fail\b/),
    details: { failed: 2, misfits: 0, precision: 0 },
  });
  expect(await stateOf(id)).toBe("draft");
});

test("events that were appended since are verified at activation", async () => {
  const id = await verified();
  await append("q", { amount: 4 });
  const result = await activate(id);
  expect(result.verification).toMatchObject({ events: 4, now: 1 });
  expect(activatedMessage(result)).toMatch(/Verified over 4 events, 1 of them at activation\.$/);
});

test("one of them that fails refuses it, and is named", async () => {
  const id = await verified();
  await append("q", { amount: 4 });
  await append("bad", { amount: "no number" });
  await expect(activate(id)).rejects.toMatchObject({
    ...refused(new RegExp(`^bad-${round} version 1 was appended since it was verified, and fails: .*say why`)),
    details: { event: { streamId: `bad-${round}`, version: 1 } },
  });
  expect(await stateOf(id)).toBe("verified");
  await expect(activate(id, { reason: "it is known" })).resolves.toMatchObject({ verification: null });
});

test("another chain than the one it was verified in is refused, and makes it a draft again", async () => {
  const id = await verified({ fromVersion: 2, toVersion: 3 });
  const before = await verified();
  await activate(before);
  expect(await stateOf(id)).toBe("draft");
  await expect(activate(id)).rejects.toMatchObject(refused(/active upcasters of its types have changed/));
  await verify(id);
  await expect(activate(id)).resolves.toMatchObject({ verification: { events: 3 } });
  const other = await verified({ fromVersion: 3, toVersion: 4 });
  await asRole("admin", () => restoreUpcasterSet({ reason: "back" }));
  expect(await stateOf(other)).toBe("draft");
});

test("a JSON Schema that was published after it was verified refuses it", async () => {
  const id = await verified();
  await pool.query(
    `insert into foldline.event_schemas (type, schema_version, schema, source, created_by, published_by, published_at)
     values ($1, 2, '{"type":"object","required":["currency"]}', 'console', 'x', 'x', now())`,
    [type],
  );
  await expect(activate(id)).rejects.toMatchObject(refused(/JSON Schema of Paid \d+ v2 was published after/));
  await verify(id);
  await expect(activate(id)).rejects.toMatchObject(refused(/3 events do not fit the published JSON Schema/));
});

test("an append of a failing event that is open when it is activated is waited for, and refuses it", async () => {
  const id = await verified();
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begun = () => {};
  const isOpen = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const appending = inTransaction(pool, async (client) => {
    await store.append(`late-${round}`, 0, [{ type, data: {} }], { client });
    begun();
    await ended;
  });
  await isOpen;
  const activating = activate(id);
  const raced = await Promise.race([
    activating.then(
      () => "activated",
      () => "refused",
    ),
    lockIsWaited(),
  ]);
  expect(raced).toBe("waiting");
  end();
  await appending;
  await expect(activating).rejects.toMatchObject(refused(new RegExp(`^late-${round} version 1 was appended`)));
});

/** Resolves when the activation, which holds the lock of the sets, has looked at the watermark. */
async function lockIsWaited(): Promise<string> {
  const WAITING = `
    select 1 from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction' and query like '%pg_locks%'`;
  for (;;) if ((await pool.query(WAITING)).rows.length > 0) return "waiting";
}

test("of two activations that contradict each other at once, exactly one wins, round after round", async () => {
  for (let time = 0; time < 5; time += 1) {
    const [one, other] = [await save(), await save({ toVersion: 3 })];
    const reason = "both are known to work";
    const results = await Promise.allSettled([activate(one, { reason }), activate(other, { reason })]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const active = (await readConsoleUpcasters(pool)).filter(({ state }) => state === "active");
    expect(active).toHaveLength(1);
    const [newest] = (await asRole("viewer", readUpcasterSets)).sets;
    expect(newest?.upcasters.map(({ id }) => id)).toEqual(active.map(({ id }) => id));
    await asRole("admin", () => retireUpcaster({ id: active[0]?.id, reason: "next round" }));
  }
});

test("the same one activated twice at once is activated once", async () => {
  const id = await verified();
  const results = await Promise.allSettled([activate(id), activate(id), activate(id)]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await asRole("viewer", readUpcasterSets)).sets).toHaveLength(2);
});

test("an activation that races a save activates what was verified, or nothing", async () => {
  for (let time = 0; time < 8; time += 1) {
    const id = await verified();
    const changed = { operations: [{ op: "remove", path: "amount" }] };
    const [activated, saved] = await Promise.allSettled([activate(id), save(changed, id)]);
    const stored = (await readConsoleUpcasters(pool)).find((each) => each.id === id);
    expect([activated.status, saved.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    if (activated.status === "fulfilled") {
      expect(stored).toMatchObject({ state: "active", operations: [{ op: "compute" }] });
      expect(saved).toMatchObject({ reason: { message: expect.stringContaining("was published and never changes") } });
      await asRole("admin", () => retireUpcaster({ id, reason: "next round" }));
    } else expect(stored).toMatchObject({ state: "draft", operations: [{ op: "remove" }] });
  }
});

test("an admin who looked at another draft than the one that stands is told", async () => {
  const id = await verified();
  const seen = (await readConsoleUpcasters(pool)).find((each) => each.id === id)?.updatedAt.toISOString();
  await save({ title: "Renamed" }, id);
  await expect(activate(id, { updatedAt: seen, reason: "x" })).rejects.toMatchObject(refused(/saved this draft after/));
});

test("the database itself refuses to change what was published", async () => {
  const id = await verified();
  await activate(id);
  const change = (set: string) => pool.query(`update foldline.upcasters set ${set} where id = $1`, [id]);
  await expect(change("operations = '[]'")).rejects.toThrow("what was published never changes");
  await expect(change("state = 'draft'")).rejects.toThrow("what was published never changes");
  await expect(change("state = 'retired'")).resolves.toMatchObject({ rowCount: 1 });
});

test("only an admin activates", async () => {
  const id = await verified();
  for (const role of ["viewer", "operator"] as const) {
    await expect(asRole(role, () => activateUpcaster({ id }))).rejects.toMatchObject({ code: "forbidden" });
  }
});
