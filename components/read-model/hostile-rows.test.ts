import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FoldedRow } from "./folded-row";
import { keyColumns } from "./key-column";
import { valueColumns } from "./value-columns";

const HOSTILE = "paid\u202e\u200bdlos";
const UNSEEN = /[\u202e\u200b]/;

test("values and keys of rows are drawn with what would not be seen in them written out", () => {
  const columns = [{ name: "note", type: "text" }];
  const rows = [{ id: HOSTILE, note: HOSTILE }];
  const cells = [
    ...keyColumns("id", ({ id }) => id, null, rows),
    ...valueColumns(columns, { rows, textOf: ({ note }) => note }),
  ].flatMap(({ cell }) => rows.map((row, index) => cell(row, index)));
  const folded = createElement(FoldedRow, {
    ...{ label: "row", columns, values: { note: HOSTILE }, stored: null, heads: ["Then", "Now"] as const },
  });
  const drawn = renderToStaticMarkup(createElement("div", null, ...cells, folded));
  expect(drawn).toContain("\\u202e");
  expect(drawn).not.toMatch(UNSEEN);
});
