import { type TestedDecider, type TestedReducer, testedDecider } from "@/lib/engine";
import { customerCommandOf, orderCommandOf, paymentCommandOf, shipmentCommandOf } from "./command-of";
import { customerEvents, decideCustomer, evolveCustomer, unknownCustomer } from "./customer";
import { readAs } from "./event-schemas";
import { fineReducer } from "./fine";
import { decideOrder, evolveOrder, noOrder, orderEvents } from "./order";
import { decidePayment, evolvePayment, noPayment, paymentEvents } from "./payment";
import { decideShipment, evolveShipment, noShipment, shipmentEvents } from "./shipment";

/** How the history of a decider's streams is written as tests: its parts, what they are called, and where they are. */
export const testedDeciders: readonly TestedDecider[] = [
  testedDecider({
    category: "order",
    module: "@/lib/domain/order",
    names: { initial: "noOrder", evolve: "evolveOrder", decide: "decideOrder", event: "OrderEvent" },
    initial: noOrder,
    evolve: evolveOrder,
    decide: decideOrder,
    read: (event) => readAs(orderEvents, event),
    commandOf: orderCommandOf,
  }),
  testedDecider({
    category: "payment",
    module: "@/lib/domain/payment",
    names: { initial: "noPayment", evolve: "evolvePayment", decide: "decidePayment", event: "PaymentEvent" },
    initial: noPayment,
    evolve: evolvePayment,
    decide: decidePayment,
    read: (event) => readAs(paymentEvents, event),
    commandOf: paymentCommandOf,
  }),
  testedDecider({
    category: "shipment",
    module: "@/lib/domain/shipment",
    names: { initial: "noShipment", evolve: "evolveShipment", decide: "decideShipment", event: "ShipmentEvent" },
    initial: noShipment,
    evolve: evolveShipment,
    decide: decideShipment,
    read: (event) => readAs(shipmentEvents, event),
    commandOf: shipmentCommandOf,
  }),
  testedDecider({
    category: "customer",
    module: "@/lib/domain/customer",
    names: { initial: "unknownCustomer", evolve: "evolveCustomer", decide: "decideCustomer", event: "CustomerEvent" },
    initial: unknownCustomer,
    evolve: evolveCustomer,
    decide: decideCustomer,
    read: (event) => readAs(customerEvents, event),
    commandOf: customerCommandOf,
  }),
];

/** Reducers of categories that nobody decides in. */
export const testedReducers: readonly TestedReducer[] = [
  { category: "fine", module: "@/lib/domain/fine", name: "fineReducer", reducer: fineReducer },
];
