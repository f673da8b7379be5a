import { expect, test } from "vitest";
import { z } from "zod";
import { errorWords } from "./error-words";
import { ProjectionFailedError } from "./errors";
import { failureOf } from "./projections/failure";

const Order = z.object({ basis: z.enum(["prepaid", "invoice"]), lines: z.array(z.object({ quantity: z.int() })) });

test("says what zod found with the place of each problem, in one line", () => {
  const { error } = Order.safeParse({ basis: "marketplace", lines: [{ quantity: 1 }, { quantity: 1.5 }] });
  expect(error && errorWords(error)).toBe(
    'basis: Invalid option: expected one of "prepaid"|"invoice"; ' +
      "lines[1].quantity: Invalid input: expected int, received number",
  );
});

test("leaves every other message as it is, also inside an error of the engine", () => {
  const { error } = z.string().safeParse(7);
  expect(errorWords(new Error("Out of stock"))).toBe("Out of stock");
  const event = { streamId: "order-1", version: 2, position: 9n, type: "OrderConfirmed" };
  expect(new ProjectionFailedError("orders", event, { cause: error }).message).toMatch(
    /: Invalid input: expected string, received number$/,
  );
});

test("keeps no page of JSON in what is stored of a failure", () => {
  const error = thrownBy(() => Order.parse({ basis: "marketplace", lines: [] }));
  const event = { streamId: "order-1", version: 2, position: 9n, type: "OrderConfirmed" };
  const { stack, message } = failureOf(new ProjectionFailedError("orders", event, { cause: error }));
  expect(stack).toMatch(/^ZodError: basis: Invalid option: expected one of "prepaid"\|"invoice"\n +at /);
  expect(message).not.toContain("\n");
});

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
}
