import "server-only";
import type { LastVerification, UpcasterState, Upcaster as UpcasterSummary } from "@/lib/api/upcasters";
import { declarativeUpcaster, type Queryable, type Upcaster } from "@/lib/engine";

/** An upcaster written in the console, as it is stored. */
export interface ConsoleUpcaster {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly fromVersion: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly operations: readonly { op: string; [field: string]: unknown }[];
  readonly state: UpcasterState;
  /** The job whose clean result made it verified. */
  readonly verifiedBy: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly activatedBy: string | null;
  readonly activatedAt: Date | null;
  readonly retiredBy: string | null;
  readonly retiredAt: Date | null;
  readonly reason: string | null;
}

const COLUMNS = `
select id, title, type, from_version as "fromVersion", to_type as "toType", to_version as "toVersion", operations, state,
       verified_by as "verifiedBy", created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt", activated_by as "activatedBy",
       activated_at as "activatedAt", retired_by as "retiredBy", retired_at as "retiredAt", reason
  from foldline.upcasters`;

/** Upcasters of the console in every state, the newest first. */
export async function readConsoleUpcasters(db: Queryable): Promise<ConsoleUpcaster[]> {
  const { rows } = await db.query<ConsoleUpcaster>(`${COLUMNS} order by updated_at desc`);
  return rows;
}

/** One upcaster of the console; locked until the end of the transaction when `lock` is set. */
export async function readConsoleUpcaster(
  db: Queryable,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ConsoleUpcaster | null> {
  const { rows } = await db.query<ConsoleUpcaster>(`${COLUMNS} where id::text = $1 ${lock ? "for update" : ""}`, [id]);
  return rows[0] ?? null;
}

/** The active ones, compiled, without `except`. */
export async function activeUpcasters(db: Queryable, except: string | null = null): Promise<Upcaster[]> {
  const all = await readConsoleUpcasters(db);
  return all.filter((upcaster) => upcaster.state === "active" && upcaster.id !== except).map(declarativeUpcaster);
}

/** As the list shows it; `events` are those stored in the version it reads. */
export function toSummary(
  upcaster: ConsoleUpcaster,
  events: number,
  verification: LastVerification | null,
): UpcasterSummary {
  return {
    id: upcaster.id,
    title: upcaster.title,
    source: "console",
    state: upcaster.state,
    from: { type: upcaster.type, schemaVersion: upcaster.fromVersion },
    to: { type: upcaster.toType, schemaVersion: upcaster.toVersion },
    events,
    createdBy: upcaster.createdBy,
    createdAt: upcaster.createdAt.toISOString(),
    updatedAt: upcaster.updatedAt.toISOString(),
    activatedBy: upcaster.activatedBy,
    activatedAt: upcaster.activatedAt?.toISOString() ?? null,
    retiredBy: upcaster.retiredBy,
    retiredAt: upcaster.retiredAt?.toISOString() ?? null,
    reason: upcaster.reason,
    verification,
  };
}

/** One in code, as the list shows it. */
export function codeSummary(upcaster: Upcaster, events: number): UpcasterSummary {
  return {
    id: upcaster.id,
    title: upcaster.title,
    source: "code",
    state: "active",
    from: upcaster.from,
    to: upcaster.to,
    events,
    createdBy: null,
    createdAt: null,
    updatedAt: null,
    activatedBy: null,
    activatedAt: null,
    retiredBy: null,
    retiredAt: null,
    reason: null,
    verification: null,
  };
}
