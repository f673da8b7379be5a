import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compileChain, eventMask, type HistoryTest, streamCategory, writeHistoryTest } from "@/lib/engine";
import { storedEvent } from "@/lib/engine/testing/stored-event";
import { generateHistory } from "./generator/history";
import { testedDeciders, testedReducers } from "./history-tests";
import { problemsIn, runHistoryTest } from "./testing/run-history-test";
import { stored } from "./testing/samples";
import { upcasters } from "./upcasters";

const chain = compileChain(upcasters);
const streams = new Map<string, ReturnType<typeof stored>[]>();
for (const { streamId, version, event } of generateHistory(new Date("2026-08-01T09:30:00Z"))) {
  const events = streams.get(streamId) ?? [];
  events.push(stored(event, { streamId, version, metadata: event.metadata ?? {} }));
  streams.set(streamId, events);
}
const histories = [...streams].map(([streamId, events]) => ({ streamId, events }));
type History = (typeof histories)[number];

/** As far as anybody knows who has no code. */
const NO_CODE = { deciders: [], reducers: [] };

function write(
  some: readonly History[],
  options: { from?: number; to?: number; noCode?: boolean; mask?: Parameters<typeof eventMask>[0] } = {},
): Promise<HistoryTest> {
  const { from = 1, to = Number.POSITIVE_INFINITY } = options;
  return writeHistoryTest({
    streams: some.map((history) => {
      const versions = history.events
        .map(({ version }) => version)
        .filter((version) => version >= from && version <= to);
      return { ...history, versions: new Set(versions) };
    }),
    chain,
    deciders: testedDeciders,
    reducers: testedReducers,
    ...(options.noCode === true && NO_CODE),
    mask: options.mask === undefined ? null : eventMask(options.mask, "a key of this test"),
    remarks: ["From a test."],
  });
}

const failuresOf = (text: string) => runHistoryTest(text).filter(({ failure }) => failure !== null);
const every = (category: string, nth: number) =>
  histories.filter(({ streamId }) => streamCategory(streamId) === category).filter((_, at) => at % nth === 0);

describe("tests written from the demo's history", () => {
  for (const [category, nth] of [
    ["order", 40],
    ["payment", 40],
    ["shipment", 40],
    ["customer", 40],
  ] as const) {
    test(`of ${category} streams run and pass, as whole streams and as ranges`, async () => {
      const some = every(category, nth);
      expect(some.length).toBeGreaterThan(10);
      for (const history of some) {
        const whole = await write([history]);
        expect(failuresOf(whole.text), whole.text).toEqual([]);
        expect(whole.notes).toEqual([]);
        expect(whole.tests).toBeGreaterThan(0);
        const last = history.events.length;
        const range = await write([history], { from: Math.ceil(last / 2), to: Math.max(1, last - 1) });
        expect(failuresOf(range.text), range.text).toEqual([]);
        expect(range.tests).toBeLessThanOrEqual(whole.tests);
      }
    });
  }

  test("of streams that nobody decides fold the events to the state, digit for digit", async () => {
    for (const history of every("order", 100)) {
      const { text, tests, notes } = await write([history], { from: 2, noCode: true });
      expect(text).toContain("const merged = folding(mergeReducer);");
      expect(failuresOf(text), text).toEqual([]);
      expect([tests, notes]).toEqual([history.events.length > 1 ? 2 : tests, []]);
    }
    const fine = [
      ["Create Fine", '{"amount":35.00,"points":0,"vehicleClass":"A"}'],
      ["Payment", '{"totalPaymentAmount":12.5}'],
    ] as const;
    const events = fine.map(([type, dataText], at) =>
      storedEvent({ streamId: "fine-1", version: at + 1, type, dataText }),
    );
    const written = (await write([{ streamId: "fine-1", events: events as never }])).text;
    expect(written).toContain("const fine = folding(fineReducer);");
    expect(written).toContain(`dataText: '{"amount":35.00,"points":0,"vehicleClass":"A"}'`);
    expect(failuresOf(written), written).toEqual([]);
    const merged = (await write([{ streamId: "thing-1", events: events as never }])).text;
    expect(merged).toContain("givesText('");
    expect(failuresOf(merged), merged).toEqual([]);
  });

  test("say each event's command, and give what came before", async () => {
    const cancelled = histories.find(({ events }) => events.some(({ type }) => type === "OrderCancelled"));
    const { text } = await write(cancelled === undefined ? [] : [cancelled]);
    expect(text).toContain("const order = given({ initial: noOrder, evolve: evolveOrder, decide: decideOrder });");
    expect(text).toMatch(/test\("version 1: PlaceOrder leads to OrderPlaced", \(\) => \{\n {2}order\(\)/);
    expect(text).toMatch(/order\(orderPlaced\b.*\)[\s\S]*CancelOrder[\s\S]*\.leadsTo\(orderCancelled\);/);
  });

  test("of a stream with 160 changes name what is given by its part of the list", async () => {
    const longest = histories.toSorted((a, b) => b.events.length - a.events.length)[0];
    const { text } = await write(longest === undefined ? [] : [longest], { from: 100, to: 110 });
    expect(text).toContain("...history.slice(0, ");
    expect(failuresOf(text)).toEqual([]);
  });

  test("of a whole correlation have a part for each of its streams", async () => {
    const order = histories.find(({ streamId, events }) => streamCategory(streamId) === "order" && events.length > 4);
    const number = order?.streamId.slice("order-".length);
    const correlated = histories.filter(({ streamId }) => streamId.endsWith(`-${number}`));
    const { text, tests } = await write(correlated);
    expect(correlated.length).toBeGreaterThanOrEqual(3);
    for (const { streamId } of correlated) expect(text).toContain(`describe("${streamId}", () => {`);
    expect(failuresOf(text)).toEqual([]);
    expect(tests).toBe(runHistoryTest(text).length);
  });

  test("pass with names, addresses, ids and amounts masked, and hold none of them", async () => {
    const mask = {
      data: [
        "shipTo.street",
        "shipTo.city",
        "address.street",
        "givenName",
        "familyName",
        "email",
        "customerId",
        "trackingNumber",
        "amount",
        "orderId",
      ].map((path) => ({ type: null, path })),
      metadata: [],
      eventIds: false,
    };
    let tests = 0;
    for (const history of ["order", "payment", "shipment", "customer"].flatMap((category) => every(category, 150))) {
      const { streamId } = history;
      const written = await write([history], { mask: { ...mask, streamIds: [streamId] } });
      expect(failuresOf(written.text), written.text).toEqual([]);
      expect(written.text).not.toContain(streamId.slice(streamId.indexOf("-") + 1));
      tests += written.tests;
      for (const { data } of history.events) {
        const { email, shipTo } = data as { email?: string; shipTo?: unknown };
        if (email !== undefined) expect(written.text).not.toContain(email);
        if (typeof shipTo === "string") expect(written.text).not.toContain(shipTo.split(",")[0]);
      }
    }
    expect(tests).toBeGreaterThan(100);
  });

  test("can be read by today's code when all that looks personal was masked as it was stored", () => {
    const personal = ["name", "email", "address", "shipTo", "address.street", "address.postalCode", "address.city"];
    const more = [
      "shipTo.street",
      "shipTo.postalCode",
      "shipTo.city",
      "givenName",
      "familyName",
      "note",
      "trackingNumber",
    ];
    const isWhole = (path: string) => path === "address" || path === "shipTo";
    let read = 0;
    for (const { streamId, events } of ["order", "customer", "shipment"].flatMap((category) => every(category, 7))) {
      for (const event of events) {
        const { data } = event as { data: Record<string, unknown> };
        // An address that is an object has a country, which is one of three.
        const paths = [...personal, ...more].filter((path) => !isWhole(path) || typeof data[path] === "string");
        const mask = eventMask(
          { data: paths.map((path) => ({ type: null, path })), metadata: [], eventIds: false, streamIds: null },
          "key",
        );
        const dataText = mask?.data(event.type, JSON.stringify(data)) ?? "";
        const decider = testedDeciders.find(({ category }) => category === streamCategory(streamId));
        for (const today of chain.upcast({ ...event, data: JSON.parse(dataText), dataText })) {
          expect(() => decider?.read(today), dataText).not.toThrow();
          read++;
        }
      }
    }
    expect(read).toBeGreaterThan(1_000);
  });

  test("are refused where a pseudonym would be another decision, or no value at all", async () => {
    const [history] = every("order", 1).filter(({ events }) => events.some(({ type }) => type === "OrderCancelled"));
    const masked = (path: string) =>
      write(history === undefined ? [] : [history], {
        mask: { data: [{ type: null, path }], metadata: [], eventIds: false, streamIds: null },
      });
    await expect(masked("shipTo.country")).rejects.toThrow(
      /version 1 of order-\d+ \(OrderPlaced\): data\.shipTo\.country: Invalid option/,
    );
    await expect(masked("lines[*].unitPrice")).rejects.toThrow(/it leads to OrderPlaced with other data/);
    await expect(masked("shipTo.postalCode")).resolves.toBeDefined();
  });
});

describe("a written test", () => {
  const [order, customer] = [every("order", 97), every("customer", 97)];
  const letters = [
    storedEvent({ streamId: "thing-1", type: "Odd type", dataText: '{"n":1.50,"list":[{"a":1,"b":2},{"a":3,"b":4}]}' }),
  ];
  const files: string[] = [];
  beforeAll(async () => {
    files.push(
      ...(await Promise.all(
        [...order.slice(0, 6), ...customer.slice(0, 3)].map(async (history) => (await write([history])).text),
      )),
      (await write([...order.slice(0, 2), ...customer.slice(0, 1)])).text,
      (await write(order.slice(3, 4), { noCode: true })).text,
      (await write([{ streamId: "thing-1", events: letters as never }])).text,
    );
  });

  test("compiles where everything is checked strictly", { timeout: 120_000 }, () => {
    expect(problemsIn(files)).toEqual([]);
  });

  test("is formatted as the formatter of this code would have it", () => {
    for (const text of files) {
      const biome = spawnSync("node_modules/.bin/biome", ["format", "--stdin-file-path=lib/domain/written.test.ts"], {
        input: text,
        encoding: "utf8",
      });
      expect(text).toBe(biome.stdout);
    }
  });

  test("passes whatever the events are called and hold", async () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.constantFrom("test", "class", "*/", "\n// x", "__proto__", "a`$"),
    );
    const event = fc.record({ type: name, data: fc.jsonValue({ maxDepth: 3 }), text: name });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 5 }), name, async (events, id) => {
        const stored = events.map(({ type, data, text }, at) =>
          storedEvent({
            streamId: `thing-${id}`,
            version: at + 1,
            type,
            dataText: JSON.stringify({ data, [text]: text }),
          }),
        );
        const { text } = await write([{ streamId: `thing-${id}`, events: stored as never }]);
        expect(failuresOf(text), text).toEqual([]);
        expect(runHistoryTest(text)).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a test of history that code of today sees otherwise", () => {
  const event = (version: number, type: string, data: unknown) =>
    storedEvent({ streamId: "order-9", version, type, schemaVersion: 9, dataText: JSON.stringify(data) });
  const line = { sku: "TUBE-28", quantity: 2, unitPrice: 649 };
  const shipTo = { street: "Lindengasse 4", postalCode: "10999", city: "Berlin", country: "DE" };
  const placed = { customerId: "customer-1", currency: "EUR", lines: [line], total: 1_298, shipTo };

  test("expects what history says, fails, and says so", async () => {
    const events = [
      event(1, "OrderPlaced", { ...placed, total: 1 }),
      event(2, "OrderCompleted", {}),
      event(3, "OrderConfirmed", { basis: "prepaid" }),
    ];
    const { text, notes } = await write([{ streamId: "order-9", events: events as never }]);
    expect(text).toContain("// Today's code decides otherwise: it leads to OrderPlaced with other data.");
    expect(text).toContain(
      "// Today's code decides otherwise: it refuses: Only a confirmed order is completed; it is placed.",
    );
    expect(notes[1]).toContain(
      "Version 2, OrderCompleted: it refuses: Only a confirmed order is completed; it is placed.",
    );
    expect(runHistoryTest(text).map(({ failure }) => failure === null)).toEqual([false, false, false]);
  });

  test("leaves out events that code cannot read, and says which and why", async () => {
    const events = [
      event(1, "OrderPlaced", placed),
      event(2, "OrderConfirmed", { basis: "marketplace" }),
      event(3, "OrderNoted", {}),
      event(4, "OrderConfirmed", { basis: "prepaid" }),
    ];
    const { text, notes } = await write([{ streamId: "order-9", events: events as never }]);
    expect(text).toMatch(/\/\/ Version 2, OrderConfirmed, is left out: data\.basis: Invalid option/);
    expect(notes[1]).toContain("Version 3, OrderNoted, is left out: the decider of order streams knows no such type.");
    expect(failuresOf(text)).toEqual([]);
  });
});
