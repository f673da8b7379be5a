import { projection, type ReadableEvent } from "@/lib/engine";
import { toDecimal } from "../money";
import { orderEvents } from "../order";

export interface OrderChanges {
  readonly ordered: number;
  readonly total: number;
  readonly changes: number;
  readonly pieces_added: number;
  readonly pieces_removed: number;
  readonly last_changed_at: Date | null;
}

const { OrderPlaced, OrderLineChanged } = orderEvents;

function changed(row: OrderChanges | null, { data, occurredAt }: ReadableEvent): OrderChanges | null {
  if (row === null) return null;
  const { change, quantity, previousQuantity } = OrderLineChanged.data.parse(data);
  const pieces = quantity - previousQuantity;
  return {
    ...row,
    total: row.total + toDecimal(change),
    changes: row.changes + 1,
    pieces_added: row.pieces_added + Math.max(0, pieces),
    pieces_removed: row.pieces_removed + Math.max(0, -pieces),
    last_changed_at: occurredAt,
  };
}

/** What became of an order after it was placed. Live: it is asked for one order at a time, and seldom. */
export const orderChanges = projection<OrderChanges>({
  name: "order-changes",
  version: 1,
  description: "How an order was changed after it was placed; folded from its own events when somebody asks.",
  mode: "live",
  keyColumn: "order_id",
  columns: {
    ordered: "numeric(12,2)",
    total: "numeric(12,2)",
    changes: "integer",
    pieces_added: "integer",
    pieces_removed: "integer",
    last_changed_at: "timestamptz",
  },
  eventFields: [],
  on: {
    OrderPlaced: (_, { data }) => {
      const total = toDecimal(OrderPlaced.data.parse(data).total);
      return { ordered: total, total, changes: 0, pieces_added: 0, pieces_removed: 0, last_changed_at: null };
    },
    OrderLineChanged: changed,
  },
});
