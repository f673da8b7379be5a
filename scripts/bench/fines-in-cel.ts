import type { ConsoleDefinitionInput } from "@/lib/engine";

// `outstanding` follows from what the event makes of the other three, as every expression sees the row before it.
const owed = (amount: string, expense: string, paid: string) => `max(0, ${amount} + ${expense} - ${paid})`;
const [amount, expense, paid] = ["coalesce(row.amount, 0)", "coalesce(row.expense, 0)", "coalesce(row.paid, 0)"];

const noted = {
  last_event_type: "event.type",
  event_count: "coalesce(row.event_count, 0) + 1",
  opened_at: "coalesce(row.opened_at, event.occurredAt)",
  last_event_at: "event.occurredAt",
};
const unchanged = { ...noted, amount, expense, paid, outstanding: owed(amount, expense, paid) };
const appealed = { ...unchanged, dismissal: "data.dismissal" };

/** `lib/domain/projections/fines.ts`, written as an operator would in the console: the same rows. */
export const finesInCel: ConsoleDefinitionInput = {
  name: "fines-in-cel",
  keyColumn: "fine_id",
  columns: [
    { name: "vehicle_class", type: "text" },
    { name: "article", type: "integer" },
    { name: "points", type: "integer" },
    { name: "amount", type: "numeric(12,2)" },
    { name: "expense", type: "numeric(12,2)" },
    { name: "paid", type: "numeric(12,2)" },
    { name: "outstanding", type: "numeric(12,2)" },
    { name: "dismissal", type: "text" },
    { name: "last_event_type", type: "text" },
    { name: "event_count", type: "integer" },
    { name: "opened_at", type: "timestamptz" },
    { name: "last_event_at", type: "timestamptz" },
  ],
  indexes: [["outstanding"], ["last_event_type"]],
  on: [
    {
      type: "Create Fine",
      set: {
        ...unchanged,
        vehicle_class: "data.vehicleClass",
        article: "data.article",
        points: "data.points",
        amount: "data.amount",
        dismissal: "data.dismissal",
        outstanding: owed("data.amount", expense, paid),
      },
    },
    {
      type: "Send Fine",
      set: {
        ...unchanged,
        expense: `${expense} + data.expense`,
        outstanding: owed(amount, `${expense} + data.expense`, paid),
      },
    },
    {
      type: "Add penalty",
      set: { ...unchanged, amount: "data.amount", outstanding: owed("data.amount", expense, paid) },
    },
    {
      type: "Payment",
      set: {
        ...unchanged,
        paid: "data.totalPaymentAmount",
        outstanding: owed(amount, expense, "data.totalPaymentAmount"),
      },
    },
    { type: "Send Appeal to Prefecture", set: appealed },
    { type: "Appeal to Judge", set: appealed },
    { type: "Insert Fine Notification", set: unchanged },
    { type: "Insert Date Appeal to Prefecture", set: unchanged },
    { type: "Receive Result Appeal from Prefecture", set: unchanged },
    { type: "Notify Result Appeal to Offender", set: unchanged },
    { type: "Send for Credit Collection", set: unchanged },
  ],
};
