import { type Projection, projection } from "../../projections/projection";
import { accounts, targets } from "../../projections/testing/ledger";

const amountOf = (data: unknown) => (data as { amount: number }).amount;

/** A stream's sum, which it cannot form any more once the amount is too large for the column: the stream is parked. */
const sums: Projection = projection<{ sum: number }>({
  name: "sums",
  version: 1,
  columns: { sum: "numeric(6,2)" },
  partitions: 4,
  onError: { policy: "park", attempts: 1 },
  on: { Moved: (row, { data }) => ({ sum: (row?.sum ?? 0) + amountOf(data) }) },
});

/** One row for all streams, which the append itself writes. */
const totals: Projection = projection<{ moves: number; sum: number }>({
  name: "totals",
  version: 1,
  key: () => "all",
  columns: { moves: "integer", sum: "numeric(12,2)" },
  partitions: 2,
  mode: "inline",
  on: {
    Moved: (row, { data }) => ({ moves: (row?.moves ?? 0) + 1, sum: (row?.sum ?? 0) + amountOf(data) }),
  },
});

/** Keyed by the stream, by another key, with a stream to be parked, and inline. */
export const chaosProjections: readonly Projection[] = [accounts(4), targets(4), sums, totals];

/** The projection's largest amount and more. */
export const TOO_LARGE = 10_000;
