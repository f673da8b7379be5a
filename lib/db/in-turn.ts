import "server-only";
import type { Queryable } from "../engine";

/** A transaction's client, for code that asks several things at once: the client takes one query after the other. */
export function inTurn(client: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query<Row>(text: string, values?: readonly unknown[]) {
      const result = last.then(() => client.query<Row>(text, values));
      last = result.catch(() => undefined);
      return result;
    },
  };
}
