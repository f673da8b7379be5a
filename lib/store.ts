import "server-only";
import { pool } from "./db/pool";
import { upcasters } from "./domain/registry";
import { loadChain, postgresEventStore, type UpcasterChain } from "./engine";

export { projections, reducers, upcasters } from "./domain/registry";

/** Foldline's own event store, on the process's pool. */
export const store = postgresEventStore(pool);

/** The upcasters in code and the active ones of the console, compiled; cheap to ask for each time. */
export function chain(): Promise<UpcasterChain> {
  return loadChain(pool, upcasters);
}
