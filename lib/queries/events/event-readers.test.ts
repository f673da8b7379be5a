import { expect, test } from "vitest";
import { codeUpcaster, reducer, severalEvents, type Upcaster } from "@/lib/engine";
import { parseDefinition } from "../projections/projection-definition";
import { eventReaders, type KnownReaders, readAsToday } from "./event-readers";

const payment = { type: "Payment", schemaVersion: 1 };
const upcaster = (from: [string, number], to: [string, number], more: Partial<Upcaster> = {}): Upcaster => ({
  ...codeUpcaster({ type: "Payment", from: 1, to: 2, title: "", upcast: (data) => data }),
  id: `${from.join("@")} to ${to.join("@")}`,
  title: "A step",
  from: { type: from[0], schemaVersion: from[1] },
  to: { type: to[0], schemaVersion: to[1] },
  makes: [{ type: to[0], schemaVersion: to[1] }],
  ...more,
});

const definition = (types: readonly string[], more: object = {}) =>
  parseDefinition({
    ...{ description: "", keyColumn: "key", keyedBy: "stream", columns: [], indexes: [], reads: "today", view: "v" },
    types,
    ...more,
  });

const known = (more: Partial<KnownReaders> = {}): KnownReaders => ({
  projections: [
    { name: "fines", definition: definition(["Payment"]), definitionVersion: 3, retiredAt: null },
    {
      name: "paid",
      definition: definition(["Fine paid"], { source: "console" }),
      definitionVersion: 1,
      retiredAt: null,
    },
    { name: "raw", definition: definition(["Payment"], { reads: "stored" }), definitionVersion: 1, retiredAt: null },
    { name: "all", definition: definition(["*"]), definitionVersion: 1, retiredAt: null },
    {
      name: "letters",
      definition: definition(["Payment"], { kind: "reactor" }),
      definitionVersion: 1,
      retiredAt: null,
    },
    { name: "gone", definition: definition(["Payment"]), definitionVersion: 1, retiredAt: new Date() },
  ],
  reducers: [
    reducer({ name: "fine", category: "fine", initial: null, evolve: (state) => state, types: ["Payment"] }),
    reducer({ name: "any", category: null, initial: null, evolve: (state) => state }),
  ],
  upcasters: [],
  ...more,
});

const read = (readers: KnownReaders, categories = ["fine"]) =>
  eventReaders(payment, categories, readers).map(
    ({ kind, name, readsAs }) => `${kind} ${name}: ${readsAs.type}@${readsAs.schemaVersion}`,
  );

test("without upcasters everything that names the type reads it as it is stored", () => {
  expect(read(known())).toEqual([
    "projection fines: Payment@1",
    "projection raw: Payment@1",
    "projection all: Payment@1",
    "reactor letters: Payment@1",
    "reducer fine: Payment@1",
    "reducer any: Payment@1",
  ]);
  expect(eventReaders(payment, [], known()).find(({ name }) => name === "all")).toMatchObject({ everyType: true });
});

test("says which reducers were written in the console", () => {
  const own = { ...reducer({ name: "own", category: "fine", initial: {}, evolve: (state) => state }), version: 2 };
  const readers = eventReaders(payment, ["fine"], known({ reducers: [{ ...own, source: "console" }] }));
  const found = readers.find(({ kind }) => kind === "reducer");
  expect(found).toMatchObject({ name: "own", source: "console", version: 2, everyType: true });
});

test("a reducer of another category does not read it", () => {
  expect(read(known(), ["order"])).not.toContain("reducer fine: Payment@1");
});

test("a renamed type is read by those of the new name, and as stored by who asks for that", () => {
  const renamed = known({ upcasters: [upcaster(["Payment", 1], ["Fine paid", 1])] });
  expect(read(renamed)).toEqual([
    "projection paid: Fine paid@1",
    "projection raw: Payment@1",
    "projection all: Fine paid@1",
    "reducer any: Fine paid@1",
    "upcaster A step: Payment@1",
  ]);
  const paid = eventReaders(payment, [], renamed).find(({ name }) => name === "paid");
  expect(paid).toMatchObject({ source: "console", version: 1, everyType: false });
});

test("an event that is split is read as each of its parts, by every upcaster on the way", () => {
  const parts = [
    { type: "Payment", schemaVersion: 3 },
    { type: "Fine paid", schemaVersion: 1 },
  ];
  const upcasters = [
    upcaster(["Payment", 1], ["Payment", 2]),
    upcaster(["Payment", 2], ["Payment", 3], { makes: parts, upcast: () => severalEvents([]) as never }),
  ];
  expect(readAsToday(payment, upcasters)).toEqual(parts);
  expect(read(known({ upcasters }))).toEqual([
    "projection fines: Payment@3",
    "projection paid: Fine paid@1",
    "projection raw: Payment@1",
    "projection all: Payment@3",
    "projection all: Fine paid@1",
    "reactor letters: Payment@3",
    "reducer fine: Payment@3",
    "reducer any: Payment@3",
    "reducer any: Fine paid@1",
    "upcaster A step: Payment@1",
    "upcaster A step: Payment@2",
  ]);
});

test("what an upcaster passes over is read by nobody but it, and by who asks for what is stored", () => {
  const dropping = known({ upcasters: [upcaster(["Payment", 1], ["Payment", 2], { dropsAll: true })] });
  expect(readAsToday(payment, dropping.upcasters)).toEqual([]);
  expect(read(dropping)).toEqual(["projection raw: Payment@1", "upcaster A step: Payment@1"]);
});

test("upcasters that lead in a circle are no trap", () => {
  const circle = [upcaster(["Payment", 1], ["Payment", 2]), upcaster(["Payment", 2], ["Payment", 1])];
  expect(readAsToday(payment, circle)).toEqual([]);
  expect(read(known({ upcasters: circle }))).toContain("upcaster A step: Payment@2");
});
