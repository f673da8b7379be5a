import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UpcastFailedError } from "../errors";
import { storedEvent } from "../testing/stored-event";
import { compileChain } from "./chain";
import { codeUpcaster, dropEvent, severalEvents } from "./code-upcaster";
import { declarativeUpcaster } from "./declarative-upcaster";
import type { Upcaster } from "./upcaster";

const euros = codeUpcaster({
  type: "Paid",
  from: 1,
  to: 2,
  title: "Currency is written down",
  upcast: (data) => ({ ...data, currency: "EUR" }),
});
const cents = declarativeUpcaster({
  id: "cents",
  title: "Amounts in cents",
  type: "Paid",
  fromVersion: 2,
  toType: "Payment",
  toVersion: 3,
  operations: [
    { op: "compute", path: "cents", expression: "round(data.amount * 100)" },
    { op: "remove", path: "amount" },
  ],
});
const paid = storedEvent({ type: "Paid", dataText: '{"amount":41.10,"reference":12345678901234567890,"rate":1.0}' });

describe("reading through a chain", () => {
  test("fails an event that splits behind splits would make thousands of", () => {
    const hundred = Array.from({ length: 100 }, () => ({}));
    const split = (from: number) =>
      codeUpcaster({ type: "Crate", from, to: from + 1, title: `Split ${from}`, upcast: () => severalEvents(hundred) });
    const crate = storedEvent({ type: "Crate", dataText: "{}" });
    expect(compileChain([split(1)]).upcast(crate)).toHaveLength(100);
    const result = compileChain([split(1), split(2)]).tryUpcast(crate);
    expect(result).toMatchObject({ ok: false, error: { upcasterId: "code:Crate@1→Crate@2" } });
  });

  test("applies every step, keeps the event's place, and says what was stored", () => {
    const [event, ...others] = compileChain([cents, euros]).upcast(paid);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: "Payment", schemaVersion: 3, stored: { type: "Paid", schemaVersion: 1 } });
    expect(event).toMatchObject({ streamId: paid.streamId, version: 1, position: 1n, eventId: paid.eventId });
    expect(event?.data).toMatchObject({ cents: 4110, currency: "EUR" });
  });

  test("keeps the digits of every number that no step touched, in code and in operations", () => {
    const [event] = compileChain([euros, cents]).upcast(paid);
    expect(event?.dataText).toBe('{"reference":12345678901234567890,"rate":1.0,"currency":"EUR","cents":4110}');
  });

  test("leaves alone what no upcaster reads", () => {
    const event = storedEvent({ type: "Other", dataText: '{"n":1.0}' });
    const [read] = compileChain([euros]).upcast(event);
    expect(read).toMatchObject({ type: "Other", data: { n: 1 }, stored: { type: "Other", schemaVersion: 1 } });
    expect(read?.dataText).toBe('{"n":1.0}');
    expect(read?.data).toBe(event.data);
  });

  test("can drop an event, and read one as several", () => {
    const drop = codeUpcaster({ type: "Paid", from: 1, to: 2, title: "No more", upcast: () => dropEvent });
    expect(compileChain([drop]).upcast(paid)).toEqual([]);
    const split = codeUpcaster({
      type: "Paid",
      from: 1,
      to: 2,
      title: "One for each half",
      upcast: (data) =>
        severalEvents([
          { ...data, half: 1 },
          { ...data, half: 2 },
        ]),
    });
    const events = compileChain([split, cents]).upcast(paid);
    expect(events.map(({ type, data }) => [type, (data as { half: number }).half])).toEqual([
      ["Payment", 1],
      ["Payment", 2],
    ]);
  });

  test("is deterministic and leaves the raw event as it was, whatever the payload", () => {
    const chain = compileChain([euros, cents]);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (fields, amount) => {
        const event = storedEvent({ type: "Paid", dataText: JSON.stringify({ ...fields, amount }) });
        const before = structuredClone(event);
        const [first, second] = [chain.tryUpcast(event), chain.tryUpcast(event)];
        expect(event).toEqual(before);
        expect(first.ok).toBe(typeof amount === "number" && Number.isFinite(amount * 100));
        if (first.ok && second.ok) {
          expect(first.events).toEqual(second.events);
          expect(first.events.map(({ dataText }) => JSON.parse(dataText))).toEqual(
            first.events.map(({ data }) => data),
          );
        }
      }),
    );
  });
});

describe("a chain with a split", () => {
  const split = declarativeUpcaster({
    id: "split",
    title: "Fees are events of their own",
    type: "Paid",
    fromVersion: 2,
    toType: "Payment",
    toVersion: 1,
    operations: [
      {
        op: "split",
        events: [
          { operations: [{ op: "remove", path: "fee" }] },
          { type: "Fee", schemaVersion: 1, when: "has(data.fee)", operations: [{ op: "remove", path: "amount" }] },
        ],
      },
    ],
  });
  const fee = codeUpcaster({ type: "Fee", from: 1, to: 2, title: "Taxed", upcast: (data) => ({ ...data, tax: 1 }) });
  const charge = codeUpcaster({
    type: "Fee",
    from: 2,
    toType: "Charge",
    to: 1,
    title: "Charge",
    upcast: (data) => data,
  });
  const chain = compileChain([charge, fee, split, euros]);

  test("reads every part of an event to its end", () => {
    const event = storedEvent({ type: "Paid", dataText: '{"amount":41.10,"fee":1.50}' });
    expect(chain.upcast(event).map(({ type, schemaVersion, dataText }) => [type, schemaVersion, dataText])).toEqual([
      ["Payment", 1, '{"amount":41.10,"currency":"EUR"}'],
      ["Charge", 1, '{"fee":1.50,"currency":"EUR","tax":1}'],
    ]);
    const stored = { type: "Paid", schemaVersion: 1 };
    expect(chain.upcast(event).every((read) => read.stored.type === "Paid" && read.position === event.position)).toBe(
      true,
    );
    expect(chain.upcast(event)[1]?.stored).toEqual(stored);
    const trace = chain.trace(event);
    expect(trace.events.map(({ dataText }) => dataText)).toEqual(chain.upcast(event).map(({ dataText }) => dataText));
    expect(trace.steps.map(({ upcasterId, after }) => [upcasterId, after.length])).toEqual([
      ["code:Paid@1→Paid@2", 1],
      ["split", 2],
      ["code:Fee@1→Fee@2", 1],
      ["code:Fee@2→Charge@1", 1],
    ]);
  });

  test("knows every schema that an event can end as, and whence each type comes", () => {
    const paidFirst = { type: "Paid", schemaVersion: 1 };
    expect(chain.readAs(paidFirst)).toEqual({ type: "Payment", schemaVersion: 1 });
    expect(chain.allReadAs(paidFirst)).toEqual([
      { type: "Payment", schemaVersion: 1 },
      { type: "Charge", schemaVersion: 1 },
    ]);
    expect(chain.allReadAs({ type: "Other", schemaVersion: 3 })).toEqual([{ type: "Other", schemaVersion: 3 }]);
    expect(chain.sourcesOf(["Charge"]).sort()).toEqual(["Charge", "Fee", "Paid"]);
    expect(chain.sourcesOf(["Payment"]).sort()).toEqual(["Paid", "Payment"]);
    expect(chain.upcastersOf(["Paid"])).toHaveLength(4);
    expect(new Set(chain.upcastersOf(["Fee"]))).toEqual(new Set([fee, charge]));
    expect(chain.upcastersOf(["Payment"])).toEqual([]);
    expect(chain.upcastersOf(null)).toBe(chain.upcasters);
  });

  test("changes the hash of each type that a part becomes", () => {
    const without = compileChain([charge, fee, euros]);
    for (const type of ["Paid", "Payment", "Fee", "Charge"]) {
      expect(chain.hashFor([type])).not.toBe(without.hashFor([type]));
    }
    expect(chain.hashFor(["Other"])).toBe(without.hashFor(["Other"]));
  });
});

describe("an upcaster that fails", () => {
  const broken = storedEvent({ ...paid, type: "Paid", version: 7, position: 99n, dataText: '{"amount":"many"}' });

  test("names itself, the event, and the field", () => {
    const result = compileChain([euros, cents]).tryUpcast(broken);
    if (result.ok) throw new Error("An error was expected.");
    expect(result.error).toBeInstanceOf(UpcastFailedError);
    expect(result.error).toMatchObject({
      upcasterId: "cents",
      path: "cents",
      event: { streamId: "account-1", version: 7, position: 99n },
    });
    expect(result.error.message).toMatch(
      /^Upcaster "Amounts in cents" failed on version 7 of "account-1": Operation 1: /,
    );
  });

  test.each<[string, (event: typeof paid) => unknown]>([
    ["another type", (event) => ({ ...event, type: "Else", schemaVersion: 2 })],
    ["another version", (event) => ({ ...event, schemaVersion: 9 })],
    ["another stream", (event) => ({ ...event, schemaVersion: 2, streamId: "elsewhere" })],
    ["another place", (event) => ({ ...event, schemaVersion: 2, position: 5n })],
    ["nothing", () => undefined],
  ])("is also one that makes an event of %s", (_, upcast) => {
    const { upcast: replaced, ...rest } = euros;
    const lying = { ...rest, upcast } as Upcaster;
    expect(replaced).toBeTypeOf("function");
    expect(() => compileChain([lying]).upcast(paid)).toThrow(UpcastFailedError);
  });

  test("is one in code that throws, returns nothing, or gets data that is no object", () => {
    const failing = (upcast: () => object) =>
      compileChain([codeUpcaster({ type: "Paid", from: 1, to: 2, title: "t", upcast })]);
    const none = JSON.parse("null") as object;
    expect(() => failing(() => none).upcast(paid)).toThrow(/instead of an object/);
    const thrower = failing(() => {
      throw new TypeError("oh");
    });
    expect(() => thrower.upcast(paid)).toThrow(/: oh$/);
    expect(() => compileChain([euros]).upcast(storedEvent({ type: "Paid", dataText: "7" }))).toThrow(/no object/);
  });

  test("stops the trace, which shows the steps up to it", () => {
    const trace = compileChain([euros, cents]).trace(broken);
    expect(trace.steps).toHaveLength(2);
    expect(trace.steps[0]).toMatchObject({
      before: '{"amount":"many"}',
      after: ['{"amount":"many","currency":"EUR"}'],
    });
    expect(trace.steps[1]).toMatchObject({ upcasterId: "cents", after: [] });
    expect(trace.error).toBe(trace.steps[1]?.error);
    expect(trace.events).toEqual([]);
    expect(trace.steps.every(({ elapsedMicros }) => elapsedMicros >= 0)).toBe(true);
  });
});

test("a trace that succeeds ends in what upcast gives", () => {
  const chain = compileChain([euros, cents]);
  const trace = chain.trace(paid);
  expect(trace.error).toBeUndefined();
  expect(trace.events.map(({ dataText }) => dataText)).toEqual(chain.upcast(paid).map(({ dataText }) => dataText));
});

describe("what a chain tells about itself", () => {
  const other = codeUpcaster({ type: "Other", from: 1, to: 2, title: "Other", upcast: (data) => data });

  test("names every stored type that can become one of these", () => {
    const chain = compileChain([euros, cents, other]);
    expect(chain.sourcesOf(["Payment"]).sort()).toEqual(["Paid", "Payment"]);
    expect(chain.sourcesOf(["Other", "New"]).sort()).toEqual(["New", "Other"]);
    expect(chain.isIdentityFor("Paid", 1)).toBe(false);
    expect(chain.isIdentityFor("Paid", 3)).toBe(true);
    expect(chain.readAs({ type: "Paid", schemaVersion: 1 })).toEqual({ type: "Payment", schemaVersion: 3 });
  });

  test("has one hash, whatever the order of the upcasters", () => {
    expect(compileChain([euros, cents, other]).hash).toBe(compileChain([other, cents, euros]).hash);
    expect(compileChain([euros, cents]).hash).not.toBe(compileChain([euros]).hash);
  });

  test("changes the hash for a type exactly when an upcaster on its way changes", () => {
    const chain = compileChain([euros, cents, other]);
    const revised = codeUpcaster({
      type: "Paid",
      from: 1,
      to: 2,
      title: "Retitled",
      revision: 2,
      upcast: (data) => data,
    });
    const retitled = codeUpcaster({ type: "Paid", from: 1, to: 2, title: "Retitled", upcast: (data) => data });
    for (const types of [["Paid"], ["Payment"], ["Payment", "Other"]]) {
      expect(compileChain([revised, cents, other]).hashFor(types)).not.toBe(chain.hashFor(types));
      expect(compileChain([retitled, cents, other]).hashFor(types)).toBe(chain.hashFor(types));
      expect(compileChain([euros, other]).hashFor(types)).not.toBe(chain.hashFor(types));
    }
    expect(compileChain([revised, cents, other]).hashFor(["Other"])).toBe(chain.hashFor(["Other"]));
    expect(compileChain([other]).hashFor(["Other"])).toBe(chain.hashFor(["Other"]));
    expect(chain.hashFor(["Paid", "Other"])).toBe(chain.hashFor(["Other", "Paid"]));
    expect(chain.hashFor(["Unknown"])).toBe(compileChain([]).hash);
  });

  test("keeps the fingerprint of operations that were stored before there were others", () => {
    const operations = [
      { op: "rename", from: "a.b", to: "c", ifPresent: true },
      { op: "set", path: "x", value: { b: 1, a: [1.5, null] }, ifMissing: true },
      { op: "set", path: "y", value: "EUR" },
      { op: "remove", path: " z " },
      { op: "compute", path: "n", expression: " data.a * 100 " },
      { op: "rename", from: "a", to: "b" },
    ];
    const definition = { id: "x", title: "t", type: "Paid", fromVersion: 1, toType: "Paid", toVersion: 2 };
    expect(declarativeUpcaster({ ...definition, operations }).fingerprint).toBe("5605fddfb6021329211fd7ed1e880190");
  });

  test("hashes operations by what they do, not by the order of their fields", () => {
    const definition = { id: "x", title: "t", type: "A", fromVersion: 1, toType: "A", toVersion: 2 };
    const one = declarativeUpcaster({ ...definition, operations: [{ op: "set", path: "a", value: { b: 1, c: 2 } }] });
    const same = declarativeUpcaster({
      ...definition,
      id: "y",
      operations: [{ value: { c: 2, b: 1 }, path: "a", op: "set" }],
    });
    const else_ = declarativeUpcaster({ ...definition, operations: [{ op: "set", path: "a", value: { b: 1, c: 3 } }] });
    expect(same.fingerprint).toBe(one.fingerprint);
    expect(else_.fingerprint).not.toBe(one.fingerprint);
  });
});
