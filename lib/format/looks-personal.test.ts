import { expect, test } from "vitest";
import { looksPersonal } from "./looks-personal";

test("sees names, addresses and numbers of people in the names of fields", () => {
  const paths = [
    "email",
    "customer.eMail",
    "givenName",
    "family_name",
    "shipTo.street",
    "lines[*].note",
    "phoneNumber",
    "IBAN",
    "actor",
    '["postal code"]',
  ];
  for (const path of paths) expect(looksPersonal(path, '"x"'), path).toBe(true);
});

test("sees them in what stands there", () => {
  for (const example of ['"anna@example.org"', '"DE89 3704 0044 0532 0130 00"', '"+49 30 901820"'])
    expect(looksPersonal("value", example), example).toBe(true);
});

test("leaves alone what is about things", () => {
  const paths = [
    "sku",
    "lines[*].quantity",
    "productName",
    "fileName",
    "total",
    "orderId",
    "status",
    "currency",
    "trackingNumber",
    "address.country",
    "contactId",
  ];
  for (const path of paths) expect(looksPersonal(path, "12345678901"), path).toBe(false);
  expect(looksPersonal("at", '"2026-03-04T10:00:00Z"')).toBe(false);
});
