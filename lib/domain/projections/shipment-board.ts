import { projection } from "@/lib/engine";
import { shipmentEvents } from "../shipment";

export interface ShipmentOnBoard {
  readonly order_id: string;
  readonly status: string;
  readonly parcels: number;
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly prepared_at: Date;
  readonly dispatched_at: Date | null;
}

const { ShipmentPrepared, ShipmentDispatched } = shipmentEvents;

/** What the warehouse has on its screen: a shipment leaves the board when it has arrived or come back. */
export const shipmentBoard = projection<ShipmentOnBoard>({
  name: "shipment-board",
  version: 1,
  description: "Shipments that are being packed or on their way; what has arrived leaves the board.",
  keyColumn: "shipment_id",
  columns: {
    order_id: "text",
    status: "text",
    parcels: "integer",
    carrier: "text",
    tracking_number: "text",
    prepared_at: "timestamptz",
    dispatched_at: "timestamptz",
  },
  indexes: [["status"]],
  partitions: 4,
  eventFields: [],
  on: {
    ShipmentPrepared: (_, { data, occurredAt }) => {
      const { orderId, parcels } = ShipmentPrepared.data.parse(data);
      const nowhere = { carrier: null, tracking_number: null, dispatched_at: null };
      return { order_id: orderId, status: "to pack", parcels, ...nowhere, prepared_at: occurredAt };
    },
    ShipmentDispatched: (row, { data, occurredAt }) => {
      if (row === null) return null;
      const { carrier, trackingNumber: tracking_number } = ShipmentDispatched.data.parse(data);
      return { ...row, status: "on its way", carrier, tracking_number, dispatched_at: occurredAt };
    },
    ShipmentDelivered: () => null,
    ShipmentReturned: () => null,
  },
});
