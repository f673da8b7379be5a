import { type Projection, projection } from "../../projections/projection";

/** How long each event takes; a process of its own can be slow with the same definition. */
export const pace = { msPerEvent: 0 };

const sleeper = new Int32Array(new SharedArrayBuffer(4));

export const paced: Projection = projection<{ moves: number; total: number }>({
  name: "paced",
  version: 1,
  columns: { moves: "integer", total: "numeric(12,2)" },
  partitions: 4,
  eventFields: [],
  on: {
    Moved: (row, { data }) => {
      if (pace.msPerEvent > 0) Atomics.wait(sleeper, 0, 0, pace.msPerEvent);
      const { amount } = data as { amount: number };
      return { moves: (row?.moves ?? 0) + 1, total: (row?.total ?? 0) + amount };
    },
  },
});
