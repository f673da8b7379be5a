import { expect, test } from "vitest";
import type { Queryable } from "@/lib/engine";
import { tableFigures } from "./table-figures";

/** Knows the size of two tables; the second is dropped before its rows are counted. */
const database: Queryable = {
  async query<Row>(text: string) {
    if (text.includes("revenue_v1")) throw Object.assign(new Error("no such relation"), { code: "42P01" });
    if (text.includes("broken_v1")) throw Object.assign(new Error("the disk is gone"), { code: "58030" });
    const sizes = ["revenue_v2", "revenue_v1"].map((name) => ({ name, bytes: "8192", estimate: "0" }));
    const rows = text.includes("pg_class") ? sizes : [{ count: "652" }];
    return { rows: rows as Row[] };
  },
};

test("leaves out a table that is dropped while it is counted", async () => {
  const figures = await tableFigures(database, ["revenue_v2", "revenue_v1"]);
  expect([...figures]).toEqual([["revenue_v2", { rows: 652, exact: true, bytes: 8192 }]]);
});

test("does not take another failure for a dropped table", async () => {
  const broken: Queryable = {
    query: (text, values) =>
      text.includes("pg_class")
        ? Promise.resolve({ rows: [{ name: "broken_v1", bytes: "8192", estimate: "0" }] as never[] })
        : database.query(text, values),
  };
  await expect(tableFigures(broken, ["broken_v1"])).rejects.toThrow("the disk is gone");
});
