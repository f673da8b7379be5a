import { z } from "zod";
import { decider, reducer } from "@/lib/engine";
import { Address } from "./address";
import { type EventOf, readAs, toWrite } from "./event-schemas";
import { Refusal } from "./refusal";

/** `customer-20417` */
export function customerStream(customerNumber: string): string {
  return `customer-${customerNumber}`;
}

export const customerEvents = {
  CustomerRegistered: {
    version: 3,
    data: z.object({
      givenName: z.string(),
      familyName: z.string(),
      email: z.string(),
      language: z.enum(["de", "fr"]),
      kind: z.enum(["consumer", "business"]),
    }),
  },
  CustomerAddressChanged: { version: 2, data: z.object({ address: Address }) },
} as const;
export type CustomerEvent = EventOf<typeof customerEvents>;
type Registration = z.infer<typeof customerEvents.CustomerRegistered.data>;

export interface Customer {
  readonly registered: Registration | null;
  readonly address: Address | null;
}

export const unknownCustomer: Customer = { registered: null, address: null };

export function evolveCustomer(customer: Customer, event: CustomerEvent): Customer {
  switch (event.type) {
    case "CustomerRegistered":
      return { ...customer, registered: event.data };
    case "CustomerAddressChanged":
      return { ...customer, address: event.data.address };
  }
}

export type CustomerCommand =
  | { readonly type: "RegisterCustomer"; readonly registration: Registration }
  | { readonly type: "ChangeAddress"; readonly address: Address };

/** What a customer's command leads to; nothing when it has happened already. */
export function decideCustomer(command: CustomerCommand, customer: Customer): CustomerEvent[] {
  switch (command.type) {
    case "RegisterCustomer":
      return customer.registered === null ? [{ type: "CustomerRegistered", data: command.registration }] : [];
    case "ChangeAddress":
      if (customer.registered === null) throw new Refusal("An address belongs to a registered customer.");
      if (sameAddress(customer.address, command.address)) return [];
      return [{ type: "CustomerAddressChanged", data: { address: command.address } }];
  }
}

function sameAddress(known: Address | null, given: Address): boolean {
  return (
    known !== null &&
    known.street === given.street &&
    known.postalCode === given.postalCode &&
    known.city === given.city &&
    known.country === given.country
  );
}

export const customerReducer = reducer<Customer>({
  category: "customer",
  name: "customer",
  version: 1,
  types: Object.keys(customerEvents),
  snapshotEvery: 50,
  initial: unknownCustomer,
  evolve: (customer, event) => {
    const known = readAs(customerEvents, event);
    return known === null ? customer : evolveCustomer(customer, known);
  },
});

export const customerDecider = decider<CustomerCommand, Customer>({
  reducer: customerReducer,
  decide: (command, customer) => decideCustomer(command, customer).map((event) => toWrite(customerEvents, event)),
});
