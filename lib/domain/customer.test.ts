import { test } from "vitest";
import { type CustomerEvent, decideCustomer, evolveCustomer, unknownCustomer } from "./customer";
import { given } from "./testing/given";
import { berlin, bern } from "./testing/samples";

const customer = given({ initial: unknownCustomer, evolve: evolveCustomer, decide: decideCustomer });
const zoë = {
  givenName: "Zoë",
  familyName: "Bächler",
  email: "zoe.bachler7@mail.example",
  language: "de",
  kind: "consumer",
} as const;
const registered: CustomerEvent = { type: "CustomerRegistered", data: zoë };
const lives = (address: typeof berlin): CustomerEvent => ({ type: "CustomerAddressChanged", data: { address } });

test("registers a customer once", () => {
  customer().when({ type: "RegisterCustomer", registration: zoë }).leadsTo(registered);
});

test("changes an address only to another one, and only of somebody known", () => {
  customer(registered).when({ type: "ChangeAddress", address: berlin }).leadsTo(lives(berlin));
  customer(registered, lives(berlin)).when({ type: "ChangeAddress", address: bern }).leadsTo(lives(bern));
  customer(registered, lives(berlin))
    .when({ type: "ChangeAddress", address: { ...berlin } })
    .leadsToNothing();
  customer()
    .when({ type: "ChangeAddress", address: berlin })
    .isRefused(/registered customer/);
});
