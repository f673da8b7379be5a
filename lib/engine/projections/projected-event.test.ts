import { describe, expect, test } from "vitest";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import { declarativeUpcaster } from "../evolution/declarative-upcaster";
import type { Upcaster } from "../evolution/upcaster";
import { eventReading } from "./projected-event";
import { projection } from "./projection";

const paid = projection<{ n: number }>({
  name: "paid",
  version: 1,
  keyColumn: "id",
  columns: { n: "integer" },
  eventFields: [],
  on: { Payment: () => ({ n: 1 }) },
});
const console_ = (operations: unknown, toType = "Payment") =>
  declarativeUpcaster({ id: "u", title: "t", type: "Paid", fromVersion: 1, toType, toVersion: 2, operations });
const compute = (expression: string) => console_([{ op: "compute", path: "made", expression }]);
const columns = (...upcasters: Upcaster[]) => eventReading(paid, compileChain(upcasters)).columns.length;
const fields = [
  "7",
  "account-1",
  "3",
  "Paid",
  "1",
  "2026-01-02 03:04:05",
  '{"amount":41.0}',
  "00000000-0000-4000-8000-000000000001",
  '{"actor":"anna"}',
  "2026-01-02 03:04:06.5",
];

describe("a replay through upcasters", () => {
  test("fetches no more than without them, where none looks at the rest of the event", () => {
    const narrow = columns();
    expect(columns(compute("data.amount * 100"))).toBe(narrow);
    expect(columns(compute("event.streamId + event.type + string(event.occurredAt)"))).toBe(narrow);
    const { decode, columns: fetched } = eventReading(paid, compileChain([compute("event.streamId")]));
    const [event] = decode(fields.slice(0, fetched.length));
    expect(event).toMatchObject({ type: "Payment", streamId: "account-1", version: 3, position: 7n });
    expect(event?.data).toEqual({ amount: 41, made: "account-1" });
    expect(event?.occurredAt).toEqual(new Date("2026-01-02T03:04:05Z"));
    expect(event?.stored).toEqual({ type: "Paid", schemaVersion: 1 });
  });

  test("fetches all that an expression, a condition or code may look at", () => {
    const wide = columns(compute("event.eventId"));
    expect(wide).toBeGreaterThan(columns());
    expect(columns(compute("has(event.metadata.actor) ? event.metadata.actor : null"))).toBe(wide);
    expect(columns(console_([{ op: "drop", when: "event.metadata.actor == 'anna'" }]))).toBe(wide);
    expect(
      columns(codeUpcaster({ type: "Paid", from: 1, to: 2, toType: "Payment", title: "t", upcast: (data) => data })),
    ).toBe(wide);
    const { decode } = eventReading(paid, compileChain([compute("event.metadata.actor + event.eventId")]));
    expect(decode(fields)[0]?.data).toMatchObject({ made: "anna00000000-0000-4000-8000-000000000001" });
  });

  test("also what the other part of a split event passes through", () => {
    const split = console_([{ op: "split", events: [{ operations: [] }, { type: "Fee", operations: [] }] }]);
    const taxed = codeUpcaster({
      type: "Fee",
      from: 2,
      to: 3,
      title: "Taxed",
      upcast: (data, { metadata }) => ({ ...data, by: metadata.actor }),
    });
    const { decode } = eventReading(paid, compileChain([split, taxed]));
    expect(decode(fields).map(({ type, data }) => [type, data])).toEqual([
      ["Payment", { amount: 41 }],
      ["Fee", { amount: 41, by: "anna" }],
    ]);
  });
});
