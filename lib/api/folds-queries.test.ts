import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { FoldRows, ReadFoldRows } from "./folds";
import { foldRowsQuery } from "./folds-queries";

const rows: FoldRows = { keyColumn: "id", columns: [], view: null, rows: [], after: "k-100" };
const read: ReadFoldRows = { page: { since: "any" }, rows };
const initialOf = (page: ReadFoldRows["page"], of: ReadFoldRows | null = read) =>
  new QueryClient().defaultQueryOptions(foldRowsQuery("stock", "fold-1", page, of)).initialData;

test("begins with the rows that the server read, on the page that it read", () => {
  expect(initialOf({ since: "any", search: "" })).toBe(rows);
});

test("begins without rows on the next page, with a search, and with another choice", () => {
  expect(initialOf({ since: "any", after: "k-100" })).toBeUndefined();
  expect(initialOf({ since: "any", search: "k-2" })).toBeUndefined();
  expect(initialOf({ since: "changed" })).toBeUndefined();
  expect(initialOf({ since: "any" }, null)).toBeUndefined();
});
