import { z } from "zod";
import { reducer } from "@/lib/engine";

/** A road traffic fine as its stream tells it, from the public log that the README names. */
export interface Fine {
  readonly status: string;
  readonly vehicleClass: string | null;
  readonly article: number | null;
  readonly points: number | null;
  readonly amount: number;
  readonly expense: number;
  readonly paid: number;
  readonly outstanding: number;
  readonly dismissal: string | null;
  readonly notifiedBy: string | null;
}

const noFine: Fine = {
  status: "none",
  vehicleClass: null,
  article: null,
  points: null,
  amount: 0,
  expense: 0,
  paid: 0,
  outstanding: 0,
  dismissal: null,
  notifiedBy: null,
};

/** What an event of the log can carry; every type carries some of it. */
const Data = z.object({
  vehicleClass: z.string().optional(),
  article: z.int().optional(),
  points: z.int().optional(),
  amount: z.number().optional(),
  expense: z.number().optional(),
  totalPaymentAmount: z.number().optional(),
  dismissal: z.string().optional(),
  notificationType: z.string().optional(),
});

const STATUS: Readonly<Record<string, string>> = {
  "Create Fine": "created",
  "Send Fine": "sent",
  "Insert Fine Notification": "notified",
  "Add penalty": "penalty added",
  "Insert Date Appeal to Prefecture": "appealed to the prefecture",
  "Send Appeal to Prefecture": "appealed to the prefecture",
  "Receive Result Appeal from Prefecture": "prefecture has decided",
  "Notify Result Appeal to Offender": "decision notified",
  "Appeal to Judge": "appealed to the judge",
  "Send for Credit Collection": "in credit collection",
};

export const fineReducer = reducer<Fine>({
  category: "fine",
  name: "fine",
  version: 1,
  initial: noFine,
  types: [...Object.keys(STATUS), "Payment"],
  evolve: (fine, event) => {
    if (event.type !== "Payment" && STATUS[event.type] === undefined) return fine;
    const data = Data.parse(event.data);
    const amount = data.amount ?? fine.amount;
    const expense = cents(fine.expense + (data.expense ?? 0));
    const paid = event.type === "Payment" ? (data.totalPaymentAmount ?? fine.paid) : fine.paid;
    const outstanding = Math.max(0, cents(amount + expense - paid));
    const paidStatus = outstanding > 0 ? "partly paid" : "paid";
    return {
      status: STATUS[event.type] ?? paidStatus,
      vehicleClass: data.vehicleClass ?? fine.vehicleClass,
      article: data.article ?? fine.article,
      points: data.points ?? fine.points,
      amount,
      expense,
      paid,
      outstanding,
      dismissal: data.dismissal ?? fine.dismissal,
      notifiedBy: data.notificationType ?? fine.notifiedBy,
    };
  },
});

/** The sum of two amounts that have cents, without what binary fractions add to it. */
function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
