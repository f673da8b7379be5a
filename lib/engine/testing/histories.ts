import fc from "fast-check";
import { compileConsoleReducer } from "../aggregates/console-reducers/console-reducer";
import { ConsoleReducerSchema } from "../aggregates/console-reducers/console-reducer-definition";
import { mergeReducer } from "../aggregates/merge-reducer";
import { type Reducer, reducer } from "../aggregates/reducer";
import type { NewEvent } from "../events";
import { compileChain } from "../evolution/chain";
import { codeUpcaster, dropEvent, severalEvents } from "../evolution/code-upcaster";
import { jsonText } from "../json";

interface Line {
  readonly sku: string;
  readonly quantity: number;
}

interface Basket {
  readonly owner: string | null;
  readonly lines: readonly Line[];
  readonly tags: readonly string[];
  readonly prices: Readonly<Record<string, unknown>>;
}

/** Makes new objects only where something changed, moves and takes away items, and refuses what is owned by nobody. */
const basketReducer: Reducer<Basket> = reducer<Basket>({
  name: "basket",
  category: null,
  initial: { owner: null, lines: [], tags: [], prices: {} },
  evolve(basket, { type, data: given }) {
    const data = given as Readonly<Record<string, unknown>>;
    const lines = basket.lines.filter(({ sku }) => sku !== data.sku);
    switch (type === "Bundled" ? ("sku" in data ? "LinePut" : "Owned") : type) {
      case "Owned":
        if (data.owner === "nobody") throw new Error("a basket has an owner");
        return { ...basket, owner: String(data.owner) };
      case "LinePut":
        return { ...basket, lines: [...lines, { sku: String(data.sku), quantity: Number(data.quantity) }] };
      case "LineTaken":
        return { ...basket, lines };
      case "Tagged":
        return { ...basket, tags: [String(data.tag), ...basket.tags].slice(0, 3) };
      case "Priced":
        return { ...basket, prices: { ...basket.prices, ...(data.prices as object) } };
      default:
        return basket;
    }
  },
});

/** Written in CEL; fails on what is owned by nobody, whose name has six letters. */
const celReducer = compileConsoleReducer(
  ConsoleReducerSchema.parse({
    name: "basket-in-cel",
    category: "basket",
    initial: { lines: [] },
    on: [
      {
        type: "LinePut",
        changes: [
          {
            op: "change",
            path: "lines",
            where: { member: "sku", equals: "data.sku" },
            set: [{ path: "quantity", expression: "item.quantity + data.quantity" }],
            otherwise: "{'sku': data.sku, 'quantity': data.quantity}",
          },
        ],
      },
      { type: "LineTaken", changes: [{ op: "take", path: "lines", where: { member: "sku", equals: "data.sku" } }] },
      {
        type: "Owned",
        changes: [
          { op: "set", path: "owner", expression: "data.owner" },
          { op: "set", path: "share", expression: "6 / (size(data.owner) - 6)" },
        ],
      },
      { type: "Priced", changes: [{ op: "set", path: "prices", expression: "data.prices" }] },
    ],
  }),
  1,
);

/** A state that is no object. */
const countReducer: Reducer<number> = reducer<number>({
  name: "count",
  category: null,
  initial: 0,
  evolve: (count) => count + 1,
});

/** Reducers of every kind: in code with and without structure, in CEL, and the one for streams that have none. */
export const someReducers: readonly Reducer[] = [basketReducer, countReducer, celReducer, mergeReducer];

/** Reads "Tagged" v1 as v2, fails on some of them, makes two events of "Bundled", and none of "Noise". */
export const someChain = compileChain([
  codeUpcaster({
    type: "Tagged",
    from: 1,
    to: 2,
    title: "Tag in capitals",
    upcast(data) {
      if (data.tag === "broken") throw new Error("no such tag");
      return { tag: String(data.tag).toUpperCase() };
    },
  }),
  codeUpcaster({
    type: "Bundled",
    from: 1,
    to: 2,
    title: "Split",
    upcast: ({ sku, owner }) => severalEvents([{ sku, quantity: 1 }, { owner }]),
  }),
  codeUpcaster({ type: "Noise", from: 1, to: 2, title: "Left out", upcast: () => dropEvent }),
]);

const sku = fc.constantFrom("A", "B", "C");
const owner = fc.constantFrom("ada", "bob", "nobody");
const event = fc.oneof(
  fc.record({ type: fc.constant("Owned"), data: fc.record({ owner }) }),
  fc.record({ type: fc.constant("LinePut"), data: fc.record({ sku, quantity: fc.nat(2) }) }),
  fc.record({ type: fc.constant("LineTaken"), data: fc.record({ sku }) }),
  fc.record({ type: fc.constant("Tagged"), data: fc.record({ tag: fc.constantFrom("x", "y", "broken") }) }),
  fc.record({
    type: fc.constant("Priced"),
    data: fc.constantFrom(
      jsonText('{"prices":{"A":12345678901234567890.10}}'),
      jsonText('{"prices":{"A":12345678901234567890.1,"B":{"net":0}}}'),
      jsonText('{"prices":{"B":{}, "__proto__":[1]}}'),
      jsonText('{"prices":[{"sku":"A"},{"sku":"B"}],"lines":[{"lineId":2},{"lineId":1},7]}'),
      jsonText('{"lines":[{"lineId":1},7,{"lineId":1,"n":[]},{"lineId":2}]}'),
    ),
  }),
  fc.record({ type: fc.constant("Bundled"), data: fc.record({ sku, owner }) }),
  fc.record({ type: fc.constant("Noise"), data: fc.constant({}) }),
);

/** Streams in which some events cannot be read, some cannot be folded, and items of lists come, go and move. */
export const someHistory: fc.Arbitrary<readonly NewEvent[]> = fc.array(event, { minLength: 1, maxLength: 14 });
