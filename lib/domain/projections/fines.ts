import { z } from "zod";
import { projection, type ReadableEvent } from "@/lib/engine";

/** One fine of the road traffic log, as it stands. Amounts are euros. */
export interface Fine {
  readonly vehicle_class: string | null;
  readonly article: number | null;
  readonly points: number | null;
  readonly amount: number;
  readonly expense: number;
  readonly paid: number;
  readonly outstanding: number;
  readonly dismissal: string | null;
  readonly last_event_type: string;
  readonly event_count: number;
  readonly opened_at: Date;
  readonly last_event_at: Date;
}

const Created = z.object({
  vehicleClass: z.string(),
  article: z.int(),
  points: z.int(),
  amount: z.number(),
  dismissal: z.string(),
});
const Sent = z.object({ expense: z.number() });
const PenaltyAdded = z.object({ amount: z.number() });
const Paid = z.object({ totalPaymentAmount: z.number() });
const Appealed = z.object({ dismissal: z.string() });

/** Counts an event, whatever it says, and works out what is still owed after the change it makes. */
function noted(fine: Fine | null, event: ReadableEvent, change: Partial<Fine> = {}): Fine {
  const amount = change.amount ?? fine?.amount ?? 0;
  const expense = change.expense ?? fine?.expense ?? 0;
  const paid = change.paid ?? fine?.paid ?? 0;
  // Written out rather than spread: this runs for each of half a million events.
  return {
    vehicle_class: change.vehicle_class ?? fine?.vehicle_class ?? null,
    article: change.article ?? fine?.article ?? null,
    points: change.points ?? fine?.points ?? null,
    amount,
    expense,
    paid,
    outstanding: Math.max(0, amount + expense - paid),
    dismissal: change.dismissal ?? fine?.dismissal ?? null,
    last_event_type: event.type,
    event_count: (fine?.event_count ?? 0) + 1,
    opened_at: fine?.opened_at ?? event.occurredAt,
    last_event_at: event.occurredAt,
  };
}

const only = (fine: Fine | null, event: ReadableEvent) => noted(fine, event);
const appealed = (fine: Fine | null, event: ReadableEvent) =>
  noted(fine, event, { dismissal: Appealed.parse(event.data).dismissal });

/** One row for each road traffic fine; idle until the log of fines is imported. */
export const fines = projection<Fine>({
  name: "fines",
  version: 1,
  description:
    "Road traffic fines: what was demanded, what was paid, and what is still owed. Log: M. de Leoni & F. Mannhardt, Road Traffic Fine Management Process, Eindhoven University of Technology, doi 10.4121/uuid:270fd440-1057-4fb9-89a9-b699b47990f5.",
  keyColumn: "fine_id",
  columns: {
    vehicle_class: "text",
    article: "integer",
    points: "integer",
    amount: "numeric(12,2)",
    expense: "numeric(12,2)",
    paid: "numeric(12,2)",
    outstanding: "numeric(12,2)",
    dismissal: "text",
    last_event_type: "text",
    event_count: "integer",
    opened_at: "timestamptz",
    last_event_at: "timestamptz",
  },
  indexes: [["outstanding"], ["last_event_type"]],
  eventFields: [],
  on: {
    "Create Fine": (fine, event) => {
      const { vehicleClass: vehicle_class, article, points, amount, dismissal } = Created.parse(event.data);
      return noted(fine, event, { vehicle_class, article, points, amount, dismissal });
    },
    "Send Fine": (fine, event) =>
      noted(fine, event, { expense: (fine?.expense ?? 0) + Sent.parse(event.data).expense }),
    "Add penalty": (fine, event) => noted(fine, event, { amount: PenaltyAdded.parse(event.data).amount }),
    Payment: (fine, event) => noted(fine, event, { paid: Paid.parse(event.data).totalPaymentAmount }),
    "Send Appeal to Prefecture": appealed,
    "Appeal to Judge": appealed,
    "Insert Fine Notification": only,
    "Insert Date Appeal to Prefecture": only,
    "Receive Result Appeal from Prefecture": only,
    "Notify Result Appeal to Offender": only,
    "Send for Credit Collection": only,
  },
});
