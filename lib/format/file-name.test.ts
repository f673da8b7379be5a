import { expect, test } from "vitest";
import { fileNamePart } from "./file-name";

test("keeps ids, and takes out of others what a file's name or a header could not hold", () => {
  expect(fileNamePart("order-104211")).toBe("order-104211");
  expect(fileNamePart('../Käufer/ü 3\r\n"x"')).toBe("Ka-ufer-u-3-x");
  expect(fileNamePart("名前")).toBe("history");
  expect(fileNamePart("a".repeat(300))).toHaveLength(80);
});
