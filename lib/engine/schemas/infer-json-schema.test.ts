import { expect, test } from "vitest";
import { compileEventSchema } from "./compile-event-schema";
import { type InferredPath, inferJsonSchema } from "./infer-json-schema";

function path(pointer: string, kinds: Record<string, number>, values: readonly string[] | null = null): InferredPath {
  const entries = Object.entries(kinds) as [InferredPath["kinds"][number]["kind"], number][];
  return {
    pointer,
    kinds: entries.map(([kind, count]) => ({ kind, count })),
    seen: entries.reduce((sum, [, count]) => sum + count, 0),
    values: values?.map((json) => ({ json })) ?? null,
  };
}

test("fields that are always there are required, others are not, and unknown ones stay allowed", () => {
  const paths = [
    path("/amount", { integer: 10 }),
    path("/note", { text: 9 }),
    path("/rate", { integer: 4, number: 6 }),
  ];
  expect(inferJsonSchema({ events: 10, paths })).toEqual({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: { amount: { type: "integer" }, note: { type: "string" }, rate: { type: "number" } },
    required: ["amount", "rate"],
  });
});

test("inside of lists and objects, always means in each of them", () => {
  const paths = [
    path("/lines", { list: 10 }),
    path("/lines/*", { object: 25 }),
    path("/lines/*/sku", { text: 25 }),
    path("/lines/*/gift", { "truth value": 24 }),
    path("/shipTo", { object: 3, null: 7 }),
    path("/shipTo/city", { text: 3 }),
  ];
  expect(inferJsonSchema({ events: 10, paths })).toMatchObject({
    required: ["lines", "shipTo"],
    properties: {
      lines: { type: "array", items: { type: "object", required: ["sku"] } },
      shipTo: { type: ["null", "object"], required: ["city"] },
    },
  });
});

test("few values of a text that came again and again are listed, and no others", () => {
  const paths = [
    path("/status", { text: 10 }, ['"open"', '"closed"']),
    path("/name", { text: 10 }, ['"a"', '"b"', '"c"']),
    path("/reason", { text: 8, null: 2 }, ['"late"', "null"]),
    path("/count", { integer: 10 }, ["1", "2"]),
  ];
  expect(inferJsonSchema({ events: 10, paths }).properties).toEqual({
    status: { enum: ["closed", "open"] },
    name: { type: "string" },
    reason: { enum: ["late", null] },
    count: { type: "integer" },
  });
});

test("names with slashes, tildes and asterisks come out as they are", () => {
  const paths = [path("/a~1b", { text: 1 }), path("/~0", { text: 1 }), path("/~2", { text: 1 })];
  expect(Object.keys(inferJsonSchema({ events: 1, paths }).properties as object)).toEqual(["a/b", "~", "*"]);
});

test("what is inferred compiles, whatever fields are called", () => {
  const names = ["__proto__", "constructor", "$ref", "$id", "type", "properties", "", "items"];
  const paths = names.map((name) => path(`/${name}`, { text: 1 }));
  const schema = compileEventSchema(inferJsonSchema({ events: 1, paths }));
  expect(schema.check(JSON.stringify(Object.fromEntries(names.map((name) => [name, "x"]))))).toBeNull();
  expect(schema.check('{"constructor":1}')).not.toBeNull();
});

test("data that was no object, or never seen, gives a schema that refuses nothing seen", () => {
  expect(inferJsonSchema({ events: 0, paths: [] })).toMatchObject({ type: "object" });
  expect(inferJsonSchema({ events: 2, paths: [path("", { list: 2 }), path("/*", { integer: 4 })] })).toMatchObject({
    type: "array",
    items: { type: "integer" },
  });
  expect(
    inferJsonSchema({ events: 3, paths: [path("", { text: 1, object: 2 }), path("/a", { null: 2 })] }),
  ).toMatchObject({
    type: ["object", "string"],
    required: ["a"],
  });
});
