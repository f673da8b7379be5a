import { expect, test } from "vitest";
import { checkChain, compileChain } from "@/lib/engine";
import { addressLine } from "./address";
import { customerEvents } from "./customer";
import { orderEvents } from "./order";
import { paymentEvents } from "./payment";
import { shipmentEvents } from "./shipment";
import { berlin, bern, stored } from "./testing/samples";
import { upcasters } from "./upcasters";

const chain = compileChain(upcasters);
const schemas = { ...orderEvents, ...paymentEvents, ...shipmentEvents, ...customerEvents };

/** The one event that a stored one is read as. */
function read(type: string, schemaVersion: number, data: object) {
  const [event, ...more] = chain.upcast(stored({ type, schemaVersion, data }));
  expect(more).toEqual([]);
  if (event === undefined) throw new Error("It was dropped.");
  return { type: event.type, schemaVersion: event.schemaVersion, data: event.data };
}

test("has no gap, no cycle and no two ways from one version", () => {
  expect(checkChain(upcasters)).toEqual([]);
});

test("leads every type to the version that is written today", () => {
  for (const { to } of upcasters) {
    const { type, schemaVersion } = chain.readAs(to);
    if (type === "OrderPageViewed") continue;
    expect([type, schemaVersion]).toEqual([type, schemas[type as keyof typeof schemas].version]);
  }
});

test("reads an order of the first months: euros as decimals, the address on one line", () => {
  const items = [
    { sku: "TUBE-28", quantity: 2, price: 6.49 },
    { sku: "LOCK-FOLD-90", quantity: 1, price: 89.99 },
  ];
  const lines = [
    { sku: "TUBE-28", quantity: 2, unitPrice: 649 },
    { sku: "LOCK-FOLD-90", quantity: 1, unitPrice: 8_999 },
  ];
  const customerId = "customer-20001";
  const today = {
    type: "OrderPlaced",
    schemaVersion: 3,
    data: { customerId, currency: "EUR", lines, total: 10_297, shipTo: berlin },
  };
  expect(read("OrderPlaced", 1, { customerId, items, total: 102.97, shipTo: addressLine(berlin) })).toEqual(today);
  expect(
    read("OrderPlaced", 2, { customerId, currency: "EUR", lines, total: 10_297, shipTo: addressLine(berlin) }),
  ).toEqual(today);
});

test("turns a decimal into the cents it shows, not the ones its binary fraction is near", () => {
  for (const [decimal, cents] of [
    [0.07, 7],
    [1.1, 110],
    [19.99, 1999],
    [1234.57, 123457],
    [4.35, 435],
  ] as const) {
    expect(read("PaymentCaptured", 1, { amount: decimal })).toMatchObject({ data: { amount: cents, currency: "EUR" } });
  }
});

test("reads a paid order as a confirmed one", () => {
  expect(read("OrderPaid", 1, {})).toEqual({ type: "OrderConfirmed", schemaVersion: 2, data: { basis: "prepaid" } });
});

test("reads payments and their failures", () => {
  const charge = { orderId: "order-100001", customerId: "customer-20001", method: "card" };
  const today = { ...charge, amount: 5_970, currency: "EUR" };
  expect(read("PaymentAuthorized", 1, { ...charge, amount: 59.7 }).data).toEqual(today);
  const failure = { ...charge, amount: 59.7, attempt: 1, message: "Daily limit exceeded" };
  expect(read("PaymentFailed", 1, failure).data).toEqual({ ...today, attempt: 1, code: "limit-exceeded" });
});

test("gives free text its code and keeps it as a note", () => {
  const refund = { refundId: "R-1", amount: 12.5, reason: "frame scratched" };
  expect(read("RefundIssued", 1, refund).data).toEqual({
    refundId: "R-1",
    amount: 1_250,
    currency: "EUR",
    reason: "damaged",
    note: "frame scratched",
  });
  const cancelled = { customerId: "customer-20001", total: 10.3, reason: "supplier cannot deliver" };
  expect(read("OrderCancelled", 1, cancelled).data).toMatchObject({
    total: 1_030,
    currency: "EUR",
    reason: "out-of-stock",
    note: "supplier cannot deliver",
  });
});

test("splits names and knows a company by its form", () => {
  const email = "x@mail.example";
  expect(read("CustomerRegistered", 1, { name: "Thị Hương Nguyễn", email }).data).toEqual({
    givenName: "Thị Hương",
    familyName: "Nguyễn",
    email,
    language: "de",
    kind: "consumer",
  });
  expect(read("CustomerRegistered", 2, { name: "Pedal & Söhne KG", email, language: "de" }).data).toMatchObject({
    givenName: "",
    familyName: "Pedal & Söhne KG",
    kind: "business",
  });
});

test("splits addresses of all three countries", () => {
  const vienna = { street: "Mariahilfer Straße 9", postalCode: "1070", city: "Wien", country: "AT" } as const;
  for (const address of [berlin, bern, vienna]) {
    const event = read("CustomerAddressChanged", 1, { address: addressLine(address) });
    expect(event).toEqual({ type: "CustomerAddressChanged", schemaVersion: 2, data: { address } });
  }
});

test("knows carriers by code and keeps tracking numbers as text", () => {
  const dispatched = read("ShipmentDispatched", 1, { carrier: "Österr. Post", trackingNumber: 542634863957 });
  expect(dispatched.data).toEqual({ carrier: "austrian-post", trackingNumber: "542634863957" });
});

test("passes over page views", () => {
  expect(chain.upcast(stored({ type: "OrderPageViewed", data: { path: "/orders/1" } }))).toEqual([]);
});

test("fails on data that no version ever had, instead of making something up", () => {
  expect(() => read("OrderPlaced", 1, { customerId: "customer-20001", total: "59,70" })).toThrow();
  expect(() => read("CustomerAddressChanged", 1, { address: "somewhere" })).toThrow();
});
