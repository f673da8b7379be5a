import "server-only";
import type { PoolClient } from "pg";
import type { Operator } from "../auth/operator";
import { pool } from "../db/pool";
import { postgresEventStore } from "../engine";

const store = postgresEventStore(pool);

/** What an operator did: a past-tense type, the facts, and why, where they had to say so. */
export interface AuditEntry {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/**
 * Writes what `operator` did into this month's audit stream. Give the client of the transaction that made the
 * change, and both are there or neither.
 */
export async function audit(
  operator: Operator,
  entry: AuditEntry,
  options: { client?: PoolClient } = {},
): Promise<void> {
  const { type, data, reason } = entry;
  const metadata = { actor: operator.id, actorName: operator.name, ...(reason === undefined ? {} : { reason }) };
  await store.append(auditStream(new Date()), "any", [{ type, data, metadata }], options);
}

/** The audit stream of a month: `$audit-2026-03`. */
export function auditStream(instant: Date): string {
  return `$audit-${instant.toISOString().slice(0, 7)}`;
}
