import { z } from "zod";
import { decider, reducer } from "@/lib/engine";
import { type EventOf, readAs, toWrite } from "./event-schemas";
import { Refusal } from "./refusal";

/** `shipment-104211` */
export function shipmentStream(orderNumber: string): string {
  return `shipment-${orderNumber}`;
}

export const Carrier = z.enum(["dhl", "austrian-post", "swiss-post", "dpd"]);
export type Carrier = z.infer<typeof Carrier>;
export const ReturnReason = z.enum(["withdrawn", "damaged", "unclaimed"]);
export type ReturnReason = z.infer<typeof ReturnReason>;

export const shipmentEvents = {
  ShipmentPrepared: {
    version: 1,
    data: z.object({
      orderId: z.string(),
      parcels: z.int().positive(),
      items: z.array(z.object({ sku: z.string(), quantity: z.int().positive() })),
    }),
  },
  ShipmentDispatched: { version: 2, data: z.object({ carrier: Carrier, trackingNumber: z.string() }) },
  ShipmentDelivered: { version: 1, data: z.object({ receivedBy: z.string() }) },
  ShipmentReturned: { version: 1, data: z.object({ reason: ReturnReason }) },
} as const;
export type ShipmentEvent = EventOf<typeof shipmentEvents>;
type Preparation = Extract<ShipmentEvent, { type: "ShipmentPrepared" }>["data"];

export interface Shipment {
  readonly status: "none" | "prepared" | "dispatched" | "delivered" | "returned";
  readonly orderId: string | null;
  readonly items: Preparation["items"];
  readonly parcels: number;
  readonly carrier: Carrier | null;
  readonly trackingNumber: string | null;
  readonly returnReason: ReturnReason | null;
}

export const noShipment: Shipment = {
  status: "none",
  orderId: null,
  items: [],
  parcels: 0,
  carrier: null,
  trackingNumber: null,
  returnReason: null,
};

export function evolveShipment(shipment: Shipment, event: ShipmentEvent): Shipment {
  switch (event.type) {
    case "ShipmentPrepared":
      return { ...shipment, status: "prepared", ...event.data };
    case "ShipmentDispatched":
      return { ...shipment, status: "dispatched", ...event.data };
    case "ShipmentDelivered":
      return { ...shipment, status: "delivered" };
    case "ShipmentReturned":
      return { ...shipment, status: "returned", returnReason: event.data.reason };
  }
}

export type ShipmentCommand =
  | { readonly type: "PrepareShipment"; readonly preparation: Preparation }
  | { readonly type: "DispatchShipment"; readonly carrier: Carrier; readonly trackingNumber: string }
  | { readonly type: "RecordDelivery"; readonly receivedBy: string }
  | { readonly type: "RecordReturn"; readonly reason: ReturnReason };

/** What a command leads to in the shipment's present state; nothing when it has happened already. */
export function decideShipment(command: ShipmentCommand, shipment: Shipment): ShipmentEvent[] {
  const { status } = shipment;
  switch (command.type) {
    case "PrepareShipment":
      return status === "none" ? [{ type: "ShipmentPrepared", data: command.preparation }] : [];
    case "DispatchShipment": {
      if (status === "none") throw new Refusal("A shipment is prepared before it is dispatched.");
      const { carrier, trackingNumber } = command;
      return status === "prepared" ? [{ type: "ShipmentDispatched", data: { carrier, trackingNumber } }] : [];
    }
    case "RecordDelivery":
      if (status === "delivered") return [];
      if (status !== "dispatched") throw new Refusal(`Only what is on its way is delivered; this is ${status}.`);
      return [{ type: "ShipmentDelivered", data: { receivedBy: command.receivedBy } }];
    case "RecordReturn":
      if (status === "returned") return [];
      if (status === "none" || status === "prepared") throw new Refusal(`What was not dispatched cannot come back.`);
      return [{ type: "ShipmentReturned", data: { reason: command.reason } }];
  }
}

export const shipmentReducer = reducer<Shipment>({
  category: "shipment",
  name: "shipment",
  version: 1,
  types: Object.keys(shipmentEvents),
  snapshotEvery: 50,
  initial: noShipment,
  evolve: (shipment, event) => {
    const known = readAs(shipmentEvents, event);
    return known === null ? shipment : evolveShipment(shipment, known);
  },
});

export const shipmentDecider = decider<ShipmentCommand, Shipment>({
  reducer: shipmentReducer,
  decide: (command, shipment) => decideShipment(command, shipment).map((event) => toWrite(shipmentEvents, event)),
});
