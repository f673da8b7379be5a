import fc from "fast-check";
import { expect, test } from "vitest";
import { storedEvent } from "../../testing/stored-event";
import { compileExpression } from "../cel/expression";
import type { Operation } from "../operations/schemas";
import { dataText, operations } from "../testing/arbitraries";
import {
  type ExportCase,
  exported,
  hasPython,
  type Outcome,
  readByFoldline,
  readByPython,
  readByTypescript,
} from "./testing/run-exports";
import { UntranslatableError } from "./untranslatable";

const leaf = fc.constantFrom(
  "data.a",
  "data.b",
  "data.c",
  "data.a.b",
  "data.c[0]",
  "1",
  "0",
  "-7",
  "2.5",
  "1e21",
  "'text'",
  "'12'",
  "true",
  "null",
  "event.version",
  "[1, data.a]",
  "{'k': data.b}",
);
const unary = fc.constantFrom(
  "-(#)",
  "!(#)",
  "round(#)",
  "round(#, 1)",
  "string(#)",
  "int(#)",
  "double(#)",
  "size(#)",
  "abs(#)",
  "has(data.a) ? # : 0",
  "dyn(#).map(x, [x])",
  "dyn(#).exists(x, x == 1)",
  "dyn(#).substring(1)",
  "dyn(#).split('')",
  "cel.bind(v, #, [v, v])",
);
const binary = fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "in", "&&", "||");
const expression = fc
  .letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.tuple(unary, tie("node")).map(([form, inner]) => form.replace("#", `dyn(${inner})`)),
      fc.tuple(tie("node"), binary, tie("node")).map(([left, sign, right]) => `(dyn(${left}) ${sign} dyn(${right}))`),
    ),
  }))
  .node.filter(compiles);

function compiles(text: string): boolean {
  try {
    compileExpression(text);
    return true;
  } catch {
    return false;
  }
}

const computing = fc
  .array(expression, { minLength: 1, maxLength: 2 })
  .map((texts): Operation[] =>
    texts.map((text, index) => ({ op: "compute", path: `result${index}`, expression: text })),
  );

const exportCase = fc
  .tuple(fc.oneof(operations.filter(tellsNoDigits), computing), fc.array(dataText, { minLength: 1, maxLength: 5 }))
  .map(
    ([list, texts]): ExportCase => ({
      definitions: [
        { id: "u", title: "Random", type: "Stored", fromVersion: 1, toType: "Made", toVersion: 2, operations: list },
      ],
      // As doubles show them: what the exports cannot know of the digits is said in their notes. How far CEL looks for a
      // field named constructor depends on where it stands; docs/decisions/upcasters-as-code.md says what of it is kept.
      events: texts.map((text) =>
        storedEvent({
          type: "Stored",
          dataText: JSON.stringify(JSON.parse(text.replaceAll('"constructor"', '"maker"'))),
        }),
      ),
    }),
  )
  .filter(isTranslatable);

/** A text made of a number that was made of a text keeps that one's digits in Foldline, and only there. */
function tellsNoDigits(list: readonly Operation[]): boolean {
  const texts: readonly string[] = JSON.stringify(list).match(/"to":"(?:text|number|integer)"/g) ?? [];
  return !texts.includes('"to":"text"') || texts.every((text) => text === '"to":"text"');
}

function isTranslatable(of: ExportCase): boolean {
  try {
    return exported(of, "typescript").text !== "";
  } catch (error) {
    if (error instanceof UntranslatableError) return false;
    throw error;
  }
}

function withOperations(cases: readonly ExportCase[], outcomes: readonly (readonly Outcome[])[]) {
  return cases.map(({ definitions, events }, index) => ({
    operations: JSON.stringify(definitions[0]?.operations),
    read: events.map((event, at) => ({ of: event.dataText, as: outcomes[index]?.[at] })),
  }));
}

const batch = fc.array(exportCase, { minLength: 80, maxLength: 80 });

test("exported TypeScript makes of random JSON what Foldline makes of it, whatever the operations", () => {
  fc.assert(
    fc.property(batch, (cases) => {
      expect(withOperations(cases, readByTypescript(cases))).toEqual(withOperations(cases, cases.map(readByFoldline)));
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 120_000);

test.skipIf(!hasPython())(
  "exported Python makes of random JSON what Foldline makes of it, whatever the operations",
  async () => {
    await fc.assert(
      fc.asyncProperty(batch, async (cases) => {
        expect(withOperations(cases, await readByPython(cases))).toEqual(
          withOperations(cases, cases.map(readByFoldline)),
        );
      }),
      { numRuns: 2, endOnFailure: true },
    );
  },
  120_000,
);
