import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";
import { describe, expect, test } from "vitest";
import { foldAll, type NewEvent } from "@/lib/engine";
import { stored } from "../testing/samples";
import { fines } from "./fines";

const LOG = fileURLToPath(new URL("../../../../shared/data/road-traffic-fines.ndjson.gz", import.meta.url));

function rowOf(...events: NewEvent[]) {
  return foldAll(
    fines,
    events.map((event) => stored(event, { streamId: "fine-A1" })),
  ).get("fine-A1");
}
const created = {
  type: "Create Fine",
  data: { amount: 31.3, dismissal: "NIL", vehicleClass: "A", totalPaymentAmount: 0, article: 157, points: 0 },
  occurredAt: new Date("2006-07-24T00:00:00+02:00"),
};
const sent = { type: "Send Fine", data: { expense: 11 }, occurredAt: new Date("2006-12-05T00:00:00+01:00") };

test("owes amount and expenses less what was paid, to the cent", () => {
  const sentAgain = { ...sent, data: { expense: 0.1 } };
  const paid = { type: "Payment", data: { paymentAmount: 20.2, totalPaymentAmount: 20.2 } };
  expect(rowOf(created, sent, sentAgain, paid)).toMatchObject({ expense: 11.1, paid: 20.2, outstanding: 22.2 });
});

test("replaces the amount by that of the penalty", () => {
  expect(rowOf(created, sent, { type: "Add penalty", data: { amount: 71.5 } })).toMatchObject({
    amount: 71.5,
    outstanding: 82.5,
  });
});

test("takes the total of the latest payment, and never owes less than nothing", () => {
  const first = { type: "Payment", data: { paymentAmount: 40, totalPaymentAmount: 40 } };
  const second = { type: "Payment", data: { paymentAmount: 10, totalPaymentAmount: 50 } };
  expect(rowOf(created, first, second)).toMatchObject({ paid: 50, outstanding: 0 });
});

test("counts every event and remembers the latest dismissal", () => {
  const appeal = { type: "Send Appeal to Prefecture", data: { dismissal: "#" }, occurredAt: new Date("2007-01-01") };
  const notified = { type: "Notify Result Appeal to Offender", data: {}, occurredAt: new Date("2007-02-01") };
  expect(rowOf(created, appeal, notified)).toEqual({
    vehicle_class: "A",
    article: 157,
    points: 0,
    amount: 31.3,
    expense: 0,
    paid: 0,
    outstanding: 31.3,
    dismissal: "#",
    last_event_type: "Notify Result Appeal to Offender",
    event_count: 3,
    opened_at: created.occurredAt,
    last_event_at: notified.occurredAt,
  });
});

interface Line {
  readonly subject: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function* linesOfTheLog(): AsyncGenerator<Line> {
  const lines = createInterface({ input: createReadStream(LOG).pipe(createGunzip()) });
  for await (const line of lines) yield JSON.parse(line) as Line;
}

/** What the issue asks of a row, worked out in whole cents and without the projection. */
interface Expected {
  first: Line;
  last: Line;
  amount: number;
  expense: number;
  paid: number;
  dismissal: unknown;
  count: number;
}

const cents = (amount: unknown) => Math.round(Number(amount) * 100);

function work(expected: Expected | undefined, line: Line): Expected {
  const { type, data } = line;
  const row = expected ?? { first: line, last: line, amount: 0, expense: 0, paid: 0, dismissal: null, count: 0 };
  row.last = line;
  row.count += 1;
  if (type === "Create Fine" || type === "Add penalty") row.amount = cents(data.amount);
  if (type === "Send Fine") row.expense += cents(data.expense);
  if (type === "Payment") row.paid = cents(data.totalPaymentAmount);
  if ("dismissal" in data) row.dismissal = data.dismissal;
  return row;
}

describe.runIf(existsSync(LOG))("on the whole public log", () => {
  test("agrees in every column of all 150,370 fines with a computation in whole cents", async () => {
    const expected = new Map<string, Expected>();
    const rows: ReturnType<typeof foldAll> = new Map();
    for await (const line of linesOfTheLog()) {
      const { subject, type, data, time } = line;
      expected.set(subject, work(expected.get(subject), line));
      foldAll(fines, [stored({ type, data, occurredAt: new Date(time) }, { streamId: subject })], rows);
    }
    expect([expected.size, rows.size]).toEqual([150_370, 150_370]);
    const wrong: string[] = [];
    for (const [fine, { first, last, amount, expense, paid, dismissal, count }] of expected) {
      const row = {
        vehicle_class: first.data.vehicleClass,
        article: first.data.article,
        points: first.data.points,
        amount: amount / 100,
        expense: expense / 100,
        paid: paid / 100,
        outstanding: Math.max(0, amount + expense - paid) / 100,
        dismissal,
        last_event_type: last.type,
        event_count: count,
        opened_at: first.time,
        last_event_at: last.time,
      };
      const given = rows.get(fine) ?? {};
      const times = { opened_at: new Date(row.opened_at), last_event_at: new Date(row.last_event_at) };
      if (JSON.stringify({ ...row, ...times }) !== JSON.stringify(given)) wrong.push(fine);
    }
    expect(wrong).toEqual([]);
  }, 240_000);
});
