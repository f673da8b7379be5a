import { type EventStore, eventCatalogue, eventTypes, type Projection, type Reactor, type Reducer } from "@/lib/engine";
import { customerReducer } from "./customer";
import { fineReducer } from "./fine";
import { orderReducer } from "./order";
import { paymentReducer } from "./payment";
import { customerBalance } from "./projections/customer-balance";
import { fines } from "./projections/fines";
import { openOrders } from "./projections/open-orders";
import { orderChanges } from "./projections/order-changes";
import { orderSummary } from "./projections/order-summary";
import { revenue } from "./projections/revenue";
import { shipmentBoard } from "./projections/shipment-board";
import { refundLetters } from "./reactors/refund-letters";
import { shipmentReducer } from "./shipment";

export { testedDeciders, testedReducers } from "./history-tests";
export { eventSchemas } from "./published-schemas";
export { upcasters } from "./upcasters";

/** What the state of a stream means, by the category of the stream. */
export const reducers: readonly Reducer[] = [
  customerReducer,
  orderReducer,
  paymentReducer,
  shipmentReducer,
  fineReducer,
];

/** Every projection that the workers run. */
export const projections: readonly Projection[] = [
  eventTypes,
  eventCatalogue,
  orderSummary,
  openOrders,
  orderChanges,
  customerBalance,
  revenue,
  shipmentBoard,
  fines,
];

/** Every reactor that the workers run; what they append goes to `store`. */
export function reactors(store: EventStore): readonly Reactor[] {
  return [refundLetters(store)];
}
