import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FileState } from "@/lib/api/file-state";
import { pool } from "@/lib/db/pool";
import { readEventLine } from "@/lib/format/event-file/event-line";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readFileState } from "./file-state";

vi.mock("@/lib/auth/request-operator", () => ({ requestOperator: async () => null }));

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const line = (type: string, data: string, changes: object = {}) =>
  JSON.stringify({
    specversion: "1.0",
    id: `${type} ${data}`,
    source: "s",
    subject: "order-1",
    type,
    ...changes,
  }).slice(0, -1) + `,"data":${data}}`;
const shipTo = "Lindengasse 4, A-1070 Wien";
const placed = line(
  "OrderPlaced",
  `{"customerId":"c","items":[{"sku":"a","quantity":2,"price":5.95}],"total":11.90,"shipTo":"${shipTo}"}`,
);
const lines = [
  placed,
  line("OrderPaid", "{}"),
  line("OrderCompleted", "{}", { foldlinemasked: true, time: "2026-01-02T03:04:05Z" }),
];

const read = (input: object): Promise<FileState> => asRole("viewer", () => readFileState(input));

const TABLES = "select schemaname || '.' || relname as name from pg_stat_user_tables order by 1";
async function everyRow(): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string }>(TABLES);
  const counts: Record<string, string> = {};
  for (const { name } of rows) {
    const quoted = name
      .split(".")
      .map((part) => `"${part}"`)
      .join(".");
    counts[name] =
      (
        await pool.query<{ all: string }>(
          `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as all from ${quoted} t`,
        )
      ).rows[0]?.all ?? "";
  }
  return counts;
}

test("reads events through today's upcasters and folds them with the category's reducer", async () => {
  const { state, event, beforeText, unreadable } = await read({ lines });
  expect(JSON.parse(state.stateText)).toMatchObject({
    status: "completed",
    total: 1190,
    shipTo: { country: "AT", city: "Wien" },
  });
  expect(state).toMatchObject({
    streamId: "order-1",
    version: 3,
    reducer: { name: "order", inferred: false },
    setHere: ["status"],
  });
  expect(JSON.parse(beforeText)).toMatchObject({ status: "confirmed" });
  expect(event).toMatchObject({ event: { type: "OrderCompleted", version: 3 }, problem: null });
  expect(unreadable).toEqual([]);
  const first = await read({ lines: [placed] });
  expect(first.event?.readAs[0]).toMatchObject({ type: "OrderPlaced", schemaVersion: 3 });
  expect(first.event?.steps.map(({ to }) => to.schemaVersion)).toEqual([2, 3]);
  expect(first.masked).toBe(false);
  expect((await read({ lines })).masked).toBe(true);
  for (const foldlinemasked of [true, "true", "yes", 1, false, "false", null]) {
    const last = line("OrderCompleted", "{}", { foldlinemasked });
    const { masked } = await read({ lines: [...lines.slice(0, -1), last] });
    expect(masked, last).toBe(readEventLine(last).masked);
    expect(masked, last).toBe(![false, "false", null].includes(foldlinemasked as never));
  }
});

test("stores nothing, in no table", async () => {
  const before = await everyRow();
  expect(Object.keys(before).length).toBeGreaterThan(10);
  await read({ lines });
  await read({ lines: Array.from({ length: 2_000 }, (_, at) => line("Happened", `{"n":${at}}`)) });
  expect(await everyRow()).toEqual(before);
});

test("goes on from the state that it gave before, to the digit", async () => {
  const many = Array.from({ length: 30 }, (_, at) =>
    line("Happened", `{"n${at % 7}":${at}.10,"big":12345678901234567890}`, { subject: "thing-1" }),
  );
  const whole = await read({ lines: many });
  let stateText: string | null = null;
  for (let after = 0; after < many.length; after += 7) {
    const piece: FileState = await read({ lines: many.slice(after, after + 7), after, stateText });
    stateText = piece.state.stateText;
    if (after + 7 >= many.length) expect(piece.state.version).toBe(30);
  }
  expect(stateText).toBe(whole.state.stateText);
  expect(whole.state.stateText).toContain("12345678901234567890");
  expect(whole.state.reducer.inferred).toBe(true);
});

test("goes on past lines that are no events, and events that cannot be read, and names them", async () => {
  const { state, unreadable, event } = await read({
    lines: [
      placed,
      "{",
      line("OrderConfirmed", '{"basis":"x"}', { schemaversion: 2 }),
      line("Happened", "1", { specversion: "2" }),
    ],
  });
  expect(unreadable.map(({ version }) => version)).toEqual([2, 4]);
  expect(unreadable[1]?.message).toContain("specversion");
  expect(state.problems).toMatchObject([{ version: 3 }]);
  expect(JSON.parse(state.stateText)).toMatchObject({ status: "placed" });
  expect(event).toBeNull();
});

test("refuses lines of two streams, more than it takes at once, and somebody without a session", async () => {
  await expect(read({ lines: [placed, line("X", "1", { subject: "order-2" })] })).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(read({ lines: [] })).rejects.toThrow();
  await expect(read({ lines: Array.from({ length: 2_001 }, () => placed) })).rejects.toThrow();
  await expect(read({ lines: Array.from({ length: 9 }, () => "x".repeat(1_000_000)) })).rejects.toMatchObject({
    code: "too-large",
  });
  await expect(read({ lines, after: 3, stateText: "{" })).rejects.toMatchObject({ code: "invalid" });
  await expect(readFileState({ lines })).rejects.toMatchObject({ code: "unauthenticated" });
});
