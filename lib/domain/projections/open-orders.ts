import { projection } from "@/lib/engine";
import { toDecimal } from "../money";
import { orderEvents } from "../order";

export interface OpenOrder {
  readonly customer_id: string;
  readonly status: string;
  readonly currency: string;
  readonly total: number;
  readonly placed_at: Date;
}

const { OrderPlaced, OrderLineChanged } = orderEvents;

/**
 * The orders that somebody still has to do something about. Inline: who has just placed an order, or completed one, finds
 * the list changed.
 */
export const openOrders = projection<OpenOrder>({
  name: "open-orders",
  version: 1,
  description: "Orders that are neither completed nor cancelled; up to date with every append.",
  mode: "inline",
  keyColumn: "order_id",
  columns: {
    customer_id: "text",
    status: "text",
    currency: "text",
    total: "numeric(12,2)",
    placed_at: "timestamptz",
  },
  indexes: [["placed_at"]],
  partitions: 4,
  eventFields: [],
  on: {
    OrderPlaced: (_, { data, occurredAt }) => {
      const { customerId, currency, total } = OrderPlaced.data.parse(data);
      return { customer_id: customerId, status: "placed", currency, total: toDecimal(total), placed_at: occurredAt };
    },
    OrderLineChanged: (order, { data }) =>
      order && { ...order, total: order.total + toDecimal(OrderLineChanged.data.parse(data).change) },
    OrderConfirmed: (order) => order && { ...order, status: "confirmed" },
    OrderCompleted: () => null,
    OrderCancelled: () => null,
  },
});
