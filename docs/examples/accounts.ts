import { z } from "zod";
import { projection } from "@/lib/engine";

interface Account {
  readonly balance: number;
  readonly last_event_at: Date;
}

const Amount = z.object({ amount: z.number() });

/** One row an account, at `read_models.accounts`. */
export const accounts = projection<Account>({
  name: "accounts",
  version: 1,
  key: (event) => event.streamId,
  columns: { balance: "numeric(12,2)", last_event_at: "timestamptz" },
  on: {
    Deposited: (row, { data, occurredAt }) => ({
      balance: (row?.balance ?? 0) + Amount.parse(data).amount,
      last_event_at: occurredAt,
    }),
    Withdrawn: (row, { data, occurredAt }) => ({
      balance: (row?.balance ?? 0) - Amount.parse(data).amount,
      last_event_at: occurredAt,
    }),
    AccountClosed: () => null,
  },
});
