import { expect, test } from "vitest";
import { declarativeUpcaster } from "@/lib/engine";
import { nextSchemaOf } from "./next-schema";

const schema = (type: string, schemaVersion: number) => ({ type, schemaVersion });
const upcaster = (type: string, fromVersion: number, toType: string, toVersion: number) =>
  declarativeUpcaster({ id: `${type}${fromVersion}`, title: "", type, fromVersion, toType, toVersion, operations: [] });

test("goes on from the newest stored version where no upcaster reads it", () => {
  const stored = [schema("Payment", 1), schema("Payment", 2), schema("Other", 9)];
  expect(nextSchemaOf("Payment", stored, [])).toEqual({ from: schema("Payment", 2), to: schema("Payment", 3) });
});

test("goes on from where the chain leads, beyond what is stored", () => {
  const chain = [upcaster("Payment", 1, "Payment", 2), upcaster("Payment", 2, "Payment", 4)];
  expect(nextSchemaOf("Payment", [schema("Payment", 1)], chain)).toEqual({
    from: schema("Payment", 4),
    to: schema("Payment", 5),
  });
});

test("follows a type to its new name, and past every version of that which is known", () => {
  const chain = [upcaster("Payment", 1, "Fine paid", 2)];
  const stored = [schema("Payment", 1), schema("Fine paid", 3)];
  expect(nextSchemaOf("Payment", stored, chain)).toEqual({ from: schema("Fine paid", 2), to: schema("Fine paid", 4) });
});

test("ends where upcasters go in a circle", () => {
  const circle = [upcaster("A", 1, "B", 1), upcaster("B", 1, "A", 1)];
  expect(nextSchemaOf("A", [schema("A", 1)], circle)).toEqual({ from: schema("A", 1), to: schema("A", 2) });
});
