import { test } from "vitest";
import { decideShipment, evolveShipment, noShipment, type ShipmentEvent } from "./shipment";
import { given } from "./testing/given";

const shipment = given({ initial: noShipment, evolve: evolveShipment, decide: decideShipment });
const preparation = { orderId: "order-100001", parcels: 1, items: [{ sku: "TUBE-28", quantity: 2 }] };
const prepared: ShipmentEvent = { type: "ShipmentPrepared", data: preparation };
const label = { carrier: "swiss-post", trackingNumber: "99.00.240902951297" } as const;
const dispatched: ShipmentEvent = { type: "ShipmentDispatched", data: label };
const delivered: ShipmentEvent = { type: "ShipmentDelivered", data: { receivedBy: "neighbour" } };
const returned: ShipmentEvent = { type: "ShipmentReturned", data: { reason: "unclaimed" } };

test("goes from prepared to dispatched to delivered, each once", () => {
  shipment().when({ type: "PrepareShipment", preparation }).leadsTo(prepared);
  shipment(prepared)
    .when({ type: "DispatchShipment", ...label })
    .leadsTo(dispatched);
  shipment(prepared, dispatched).when({ type: "RecordDelivery", receivedBy: "neighbour" }).leadsTo(delivered);
});

test("comes back unclaimed or after its delivery", () => {
  shipment(prepared, dispatched).when({ type: "RecordReturn", reason: "unclaimed" }).leadsTo(returned);
  shipment(prepared, dispatched, delivered).when({ type: "RecordReturn", reason: "unclaimed" }).leadsTo(returned);
});

test("refuses to skip a step", () => {
  shipment()
    .when({ type: "DispatchShipment", ...label })
    .isRefused(/prepared before/);
  shipment(prepared)
    .when({ type: "RecordDelivery", receivedBy: "neighbour" })
    .isRefused(/this is prepared/);
  shipment(prepared)
    .when({ type: "RecordReturn", reason: "damaged" })
    .isRefused(/not dispatched/);
});
