import { z } from "zod";
import { projection, type ReadableEvent } from "@/lib/engine";
import { Currency, MinorUnits, toDecimal } from "../money";

export interface Revenue {
  readonly payments: number;
  readonly refunds: number;
  readonly eur: number;
  readonly chf: number;
}

const Money = z.object({ amount: MinorUnits, currency: Currency });
const nothing: Revenue = { payments: 0, refunds: 0, eur: 0, chf: 0 };

/** "2026-03-04", "2026-03" and "2026": money that moves counts in all three rows. */
function periods({ occurredAt }: ReadableEvent): string[] {
  const day = occurredAt.toISOString().slice(0, 10);
  return [day, day.slice(0, 7), day.slice(0, 4)];
}

function moved(row: Revenue, data: unknown, sign: 1 | -1): Revenue {
  const { amount, currency } = Money.parse(data);
  const change = sign * toDecimal(amount);
  return currency === "EUR" ? { ...row, eur: row.eur + change } : { ...row, chf: row.chf + change };
}

/** Money in less money back, by day, month and year: one event touches several rows, and a row many streams. */
export const revenue = projection<Revenue>({
  name: "revenue",
  version: 1,
  description: "Payments less refunds by day, month and year, in both currencies.",
  keyColumn: "period",
  keyedBy: "key",
  key: periods,
  columns: { payments: "integer", refunds: "integer", eur: "numeric(12,2)", chf: "numeric(12,2)" },
  partitions: 4,
  eventFields: [],
  on: {
    PaymentCaptured: (row, { data }) => {
      const before = row ?? nothing;
      return { ...moved(before, data, 1), payments: before.payments + 1 };
    },
    RefundIssued: (row, { data }) => {
      const before = row ?? nothing;
      return { ...moved(before, data, -1), refunds: before.refunds + 1 };
    },
  },
});
