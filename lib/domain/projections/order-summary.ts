import { projection } from "@/lib/engine";
import { toDecimal } from "../money";
import { orderEvents } from "../order";

export interface OrderSummary {
  readonly customer_id: string;
  readonly status: string;
  readonly currency: string;
  readonly total: number;
  readonly pieces: number;
  readonly country: string;
  readonly basis: string | null;
  readonly cancel_reason: string | null;
  readonly placed_at: Date;
  readonly changed_at: Date;
}

const { OrderPlaced, OrderLineChanged, OrderConfirmed, OrderCancelled } = orderEvents;

/** One row an order, keyed by its stream: the simplest projection there is. */
export const orderSummary = projection<OrderSummary>({
  name: "order-summary",
  version: 1,
  description: "Each order with its customer, total and status.",
  keyColumn: "order_id",
  columns: {
    customer_id: "text",
    status: "text",
    currency: "text",
    total: "numeric(12,2)",
    pieces: "integer",
    country: "text",
    basis: "text",
    cancel_reason: "text",
    placed_at: "timestamptz",
    changed_at: "timestamptz",
  },
  indexes: [["status"], ["customer_id"], ["placed_at"]],
  partitions: 4,
  eventFields: [],
  on: {
    OrderPlaced: (_, { data, occurredAt }) => {
      const { customerId, currency, total, lines, shipTo } = OrderPlaced.data.parse(data);
      return {
        customer_id: customerId,
        status: "placed",
        currency,
        total: toDecimal(total),
        pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
        country: shipTo.country,
        basis: null,
        cancel_reason: null,
        placed_at: occurredAt,
        changed_at: occurredAt,
      };
    },
    OrderLineChanged: (order, { data, occurredAt }) => {
      if (order === null) return null;
      const { change, quantity, previousQuantity } = OrderLineChanged.data.parse(data);
      const pieces = order.pieces + quantity - previousQuantity;
      return { ...order, total: order.total + toDecimal(change), pieces, changed_at: occurredAt };
    },
    OrderConfirmed: (order, { data, occurredAt }) =>
      order && { ...order, status: "confirmed", basis: OrderConfirmed.data.parse(data).basis, changed_at: occurredAt },
    OrderCompleted: (order, { occurredAt }) => order && { ...order, status: "completed", changed_at: occurredAt },
    OrderCancelled: (order, { data, occurredAt }) =>
      order && {
        ...order,
        status: "cancelled",
        cancel_reason: OrderCancelled.data.parse(data).reason,
        changed_at: occurredAt,
      },
  },
});
