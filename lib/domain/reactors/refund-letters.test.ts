import { expect, test } from "vitest";
import { postgresEventStore } from "@/lib/engine";
import { createTestDatabase } from "@/lib/testing/database";
import { stored } from "../testing/samples";
import { refundLetters } from "./refund-letters";

const refund = stored({
  type: "RefundIssued",
  schemaVersion: 3,
  data: {
    orderId: "order-100001",
    customerId: "customer-20001",
    amount: 1_790,
    currency: "CHF",
    refundId: "refund-100001-1",
    reason: "goodwill",
  },
  metadata: { correlationId: "order-100001" },
});
const { signal } = new AbortController();

test("queues one letter for a refund, however often it is handed over", async () => {
  const database = await createTestDatabase();
  const store = postgresEventStore(database.pool);
  const handle = refundLetters(store).handlerOf("RefundIssued");
  for (let time = 0; time < 3; time++) await handle?.(refund, { idempotencyKey: "refund-letters:1", signal });
  const letters = await store.readAll({ category: "letter" });
  expect(letters).toHaveLength(1);
  expect(letters[0]).toMatchObject({
    streamId: "letter-refund-100001-1",
    type: "LetterQueued",
    data: {
      customerId: "customer-20001",
      about: "refund-100001-1",
      template: "refund",
      amount: 1_790,
      currency: "CHF",
    },
    metadata: { correlationId: "order-100001", causationId: refund.eventId, actor: "refund-letters" },
  });
  await database.drop();
});

test("follows nothing that it causes itself, and begins with the refunds to come", () => {
  const letters = refundLetters({ append: () => Promise.reject(new Error("not called")) });
  expect(letters.follows.types).toEqual(["RefundIssued"]);
  expect(letters.from).toBe("now");
});
