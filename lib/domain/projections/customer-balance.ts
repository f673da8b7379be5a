import { z } from "zod";
import { projection, type ReadableEvent } from "@/lib/engine";
import { toDecimal } from "../money";
import { orderEvents } from "../order";
import { paymentEvents } from "../payment";

export interface CustomerBalance {
  readonly currency: string;
  readonly orders: number;
  readonly ordered: number;
  readonly cancelled: number;
  readonly paid: number;
  readonly refunded: number;
  /** Refunds that were a gift: the customer keeps goods and money. */
  readonly credited: number;
  /** What the customer owes; below 0: what the shop owes. */
  readonly balance: number;
  readonly last_activity_at: Date;
}

type Amounts = Omit<CustomerBalance, "currency" | "last_activity_at" | "balance">;
const nothing: Amounts = { orders: 0, ordered: 0, cancelled: 0, paid: 0, refunded: 0, credited: 0 };

const OfCustomer = z.object({ customerId: z.string(), currency: z.string() });
const { OrderPlaced, OrderLineChanged, OrderCancelled } = orderEvents;
const { PaymentCaptured, RefundIssued } = paymentEvents;

/** Books what an event adds to the customer's account. */
function booked(row: CustomerBalance | null, event: ReadableEvent, added: Partial<Amounts>): CustomerBalance {
  const sum = (column: keyof Amounts) => (row?.[column] ?? nothing[column]) + (added[column] ?? 0);
  const [ordered, cancelled, paid] = [sum("ordered"), sum("cancelled"), sum("paid")];
  const [refunded, credited] = [sum("refunded"), sum("credited")];
  return {
    currency: row?.currency ?? OfCustomer.parse(event.data).currency,
    orders: sum("orders"),
    ordered,
    cancelled,
    paid,
    refunded,
    credited,
    balance: ordered - cancelled - paid + refunded - credited,
    last_activity_at: event.occurredAt,
  };
}

/** One row a customer, folded from the orders and payments of all of their streams. */
export const customerBalance = projection<CustomerBalance>({
  name: "customer-balance",
  version: 1,
  description: "What each customer ordered, paid and still owes, over all orders and payments.",
  keyColumn: "customer_id",
  keyedBy: "key",
  key: (event) => OfCustomer.parse(event.data).customerId,
  columns: {
    currency: "text",
    orders: "integer",
    ordered: "numeric(12,2)",
    cancelled: "numeric(12,2)",
    paid: "numeric(12,2)",
    refunded: "numeric(12,2)",
    credited: "numeric(12,2)",
    balance: "numeric(12,2)",
    last_activity_at: "timestamptz",
  },
  indexes: [["balance"]],
  partitions: 4,
  eventFields: [],
  on: {
    OrderPlaced: (row, event) =>
      booked(row, event, { orders: 1, ordered: toDecimal(OrderPlaced.data.parse(event.data).total) }),
    OrderLineChanged: (row, event) =>
      booked(row, event, { ordered: toDecimal(OrderLineChanged.data.parse(event.data).change) }),
    OrderCancelled: (row, event) =>
      booked(row, event, { cancelled: toDecimal(OrderCancelled.data.parse(event.data).total) }),
    PaymentCaptured: (row, event) =>
      booked(row, event, { paid: toDecimal(PaymentCaptured.data.parse(event.data).amount) }),
    RefundIssued: (row, event) => {
      const { amount, reason } = RefundIssued.data.parse(event.data);
      const refunded = toDecimal(amount);
      return booked(row, event, reason === "goodwill" ? { refunded, credited: refunded } : { refunded });
    },
  },
});
