import { projection } from "../../projections/projection";

/** Counts and adds up what was paid; folded on request only, so that no worker is busy with it but for a job. */
export const slowSums = projection<{ paid: number; payments: number }>({
  name: "slow-sums",
  version: 1,
  mode: "live",
  columns: { paid: "integer", payments: "integer" },
  on: {
    Paid: (row, { data }) => ({
      paid: (row?.paid ?? 0) + ((data as { amount?: number }).amount ?? 0),
      payments: (row?.payments ?? 0) + 1,
    }),
  },
});
