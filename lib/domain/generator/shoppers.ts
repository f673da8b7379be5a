import type { Address } from "../address";
import { type CustomerCommand, customerStream, decideCustomer, evolveCustomer, unknownCustomer } from "../customer";
import { correlationOf } from "./identity";
import type { Journal } from "./journal";
import { drawAddress, drawPerson } from "./people";
import type { Random } from "./random";
import type { StoryDates } from "./story-dates";

const MINUTE_MS = 60_000;
const FIRST_CONSUMER = 20_001;
const FIRST_BUSINESS = 80_001;

/** Who places an order, where it goes, and the event that shows them at the checkout just before. */
export interface AtCheckout {
  readonly customerId: string;
  readonly address: Address;
  /** Absent when nothing about the customer changed. */
  readonly eventId?: string;
}

/** Returns who places the order of that number: somebody new, or one who was there before. */
export type Shoppers = (orderNumber: string, placedAt: number) => AtCheckout;

/** The shop's customers: few at the start, more and more of them regulars. */
export function shoppersOf(random: Random, dates: StoryDates, journal: Journal): Shoppers {
  const regulars: { id: string; address: Address; lastEventAt: number }[] = [];
  let businesses = 0;

  const tell = (id: string, commands: readonly CustomerCommand[], at: number, orderNumber: string) => {
    let customer = unknownCustomer;
    for (const command of commands) {
      for (const event of decideCustomer(command, customer)) {
        const actor = event.type === "CustomerRegistered" ? "checkout" : id;
        const causationId = journal.latest(id);
        const because = causationId === undefined ? {} : { causationId };
        journal.record(id, event, at, { correlationId: correlationOf(orderNumber), actor, ...because });
        customer = evolveCustomer(customer, event);
      }
    }
    return journal.latest(id) ?? "";
  };

  const somebodyNew = (orderNumber: string, placedAt: number): AtCheckout => {
    const day = new Date(placedAt);
    const business = day >= dates.invoices && random.chance(0.05);
    const number = business ? FIRST_BUSINESS + businesses : FIRST_CONSUMER + regulars.length - businesses;
    if (business) businesses += 1;
    const id = customerStream(String(number));
    const { registration, address } = drawPerson(random, { business, swiss: day >= dates.switzerland });
    const lastEventAt = placedAt - random.between(MINUTE_MS, 9 * MINUTE_MS);
    regulars.push({ id, address, lastEventAt });
    const commands = [{ type: "RegisterCustomer", registration } as const, { type: "ChangeAddress", address } as const];
    return { customerId: id, address, eventId: tell(id, commands, lastEventAt, orderNumber) };
  };

  return (orderNumber, placedAt) => {
    const share = 0.28 + 0.6 * Math.exp(-regulars.length / 220);
    const regular = regulars[Math.floor(random.next() * regulars.length)];
    if (regular === undefined || random.chance(share)) return somebodyNew(orderNumber, placedAt);
    const moved = placedAt - 5 * MINUTE_MS;
    if (moved <= regular.lastEventAt || !random.chance(0.05))
      return { customerId: regular.id, address: regular.address };
    regular.address = drawAddress(random, regular.address.country);
    regular.lastEventAt = moved;
    const correlationId = correlationOf(orderNumber);
    const event = { type: "CustomerAddressChanged", data: { address: regular.address } } as const;
    const eventId = journal.record(regular.id, event, moved, { correlationId, actor: regular.id });
    return { customerId: regular.id, address: regular.address, ...(eventId === null ? {} : { eventId }) };
  };
}
