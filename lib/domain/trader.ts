import { type DecisionContext, type EventMetadata, type EventStore, handle, stateAt } from "@/lib/engine";
import { customerDecider, customerReducer, customerStream } from "./customer";
import { placeOrder } from "./generator/history";
import { correlationOf } from "./generator/identity";
import { nextStep } from "./generator/next-step";
import { drawPerson } from "./generator/people";
import type { Random } from "./generator/random";
import type { AtCheckout } from "./generator/shoppers";
import { orderDecider, orderReducer } from "./order";
import { type OrderToCash, partStream, type Step } from "./order-to-cash";
import { paymentDecider, paymentReducer } from "./payment";
import { Refusal } from "./refusal";
import { shipmentDecider, shipmentReducer } from "./shipment";

/** What a trader works on. */
export interface TraderContext extends DecisionContext {
  readonly store: EventStore;
}

/** How many recent events are looked through for orders that still wait. */
const RECENT = 1_000;
const ENOUGH_OPEN = 60;

/** Trades in real time: each call takes one step somewhere in the shop, through the deciders. */
export interface Trader {
  /** How many events the step appended. */
  trade(context: TraderContext): Promise<number>;
}

/** A trader that goes on with the orders it finds open in the store. */
export async function traderOn(store: EventStore, random: Random): Promise<Trader> {
  const recent = await store.readAll({ category: "order" }, { direction: "backwards", limit: RECENT });
  // The shop's own orders are numbered; those of a marketplace are the marketplace's to fulfil.
  const open = new Set(
    recent.map(({ streamId }) => streamId.slice("order-".length)).filter((number) => /^\d+$/.test(number)),
  );
  let lastOrder = await highest(store, "order", "OrderPlaced");
  const customers = await newest(store, "customer", "CustomerRegistered");
  let lastCustomer = Math.max(20_000, ...customers.map(numberOf).filter((number) => number < 80_000));

  const checkOut = async (context: TraderContext, orderNumber: string): Promise<AtCheckout> => {
    const regular = customers[Math.floor(random.next() * customers.length)];
    if (regular !== undefined && !random.chance(0.25)) {
      const { state } = await stateAt({ ...context, reducer: customerReducer }, regular);
      if (state.address !== null) return { customerId: regular, address: state.address };
    }
    lastCustomer += 1;
    const customerId = customerStream(String(lastCustomer));
    const { registration, address } = drawPerson(random, { business: false, swiss: true });
    const metadata = { correlationId: correlationOf(orderNumber), actor: "checkout" };
    await handle(context, customerDecider, customerId, { type: "RegisterCustomer", registration }, { metadata });
    await handle(context, customerDecider, customerId, { type: "ChangeAddress", address }, { metadata });
    customers.push(customerId);
    return { customerId, address };
  };

  const newOrder = async (context: TraderContext): Promise<number> => {
    lastOrder += 1;
    const orderNumber = String(lastOrder);
    const step = placeOrder(random, await checkOut(context, orderNumber));
    open.add(orderNumber);
    return take(context, step, orderNumber);
  };

  const trade = async (context: TraderContext): Promise<number> => {
    const few = open.size < ENOUGH_OPEN;
    if (open.size === 0 || random.chance(few ? 0.2 : 0.1)) return newOrder(context);
    const orderNumber = [...open][random.between(0, open.size - 1)] ?? "";
    const next = nextStep(random, await whereItStands(context, orderNumber));
    if (next !== null) {
      try {
        return await take(context, next.step, orderNumber);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    // Done, or changed by somebody else meanwhile in a way that ends it.
    open.delete(orderNumber);
    return trade(context);
  };
  return { trade };
}

/** The state of an order in all of its streams. */
async function whereItStands(context: DecisionContext, orderNumber: string): Promise<OrderToCash> {
  const { db, chain } = context;
  const [order, payment, shipment] = await Promise.all([
    stateAt({ db, chain, reducer: orderReducer }, partStream("order", orderNumber)),
    stateAt({ db, chain, reducer: paymentReducer }, partStream("payment", orderNumber)),
    stateAt({ db, chain, reducer: shipmentReducer }, partStream("shipment", orderNumber)),
  ]);
  return { orderNumber, order: order.state, payment: payment.state, shipment: shipment.state };
}

async function take(context: TraderContext, step: Step, orderNumber: string): Promise<number> {
  const streamId = partStream(step.part, orderNumber);
  const options = { metadata: await metadataOf(context.store, step, orderNumber) };
  switch (step.part) {
    case "order":
      return (await handle(context, orderDecider, streamId, step.command, options)).appended;
    case "payment":
      return (await handle(context, paymentDecider, streamId, step.command, options)).appended;
    case "shipment":
      return (await handle(context, shipmentDecider, streamId, step.command, options)).appended;
  }
}

async function metadataOf(store: EventStore, step: Step, orderNumber: string): Promise<EventMetadata> {
  const metadata = { correlationId: correlationOf(orderNumber), actor: step.actor };
  if (step.causedBy === null) return metadata;
  const causedBy = partStream(step.causedBy, orderNumber);
  const [cause] = await store.readStream(causedBy, { direction: "backwards", limit: 1 });
  return cause === undefined ? metadata : { ...metadata, causationId: cause.eventId };
}

async function newest(store: EventStore, category: string, type: string): Promise<string[]> {
  const events = await store.readAll({ category, types: [type] }, { direction: "backwards", limit: RECENT });
  return events.map(({ streamId }) => streamId);
}

async function highest(store: EventStore, category: string, type: string): Promise<number> {
  return Math.max(100_000, ...(await newest(store, category, type)).map(numberOf));
}

function numberOf(streamId: string): number {
  return Number(streamId.slice(streamId.indexOf("-") + 1)) || 0;
}
