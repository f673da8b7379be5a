import "server-only";
import type { PoolClient } from "pg";
import type { ConsoleDefinitionBody } from "@/lib/api/console-projections";
import type { Operator } from "@/lib/auth/operator";
import { type ConsoleDefinition, ConsoleDefinitionSchema } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { nameProblem } from "@/lib/queries/projections/name-problem";
import { refuseStaleDraft } from "./refuse-stale-draft";
import { refuseUnstorable } from "./refuse-unstorable";

// Whoever saves, publishes or retires does so alone: names are unique across the table, versions count up.
export const LOCK_DEFINITIONS = "lock table foldline.console_projections in share row exclusive mode";

const DRAFT = `
select version, updated_at as "updatedAt" from foldline.console_projections
 where name = $1 and published_at is null and retired_at is null order by version desc limit 1`;

const NEXT_VERSION =
  "select coalesce(max(version), 0)::int + 1 as version from foldline.console_projections where name = $1";

// Told in milliseconds, as browsers have them, and never the same twice.
const KEEP = `
insert into foldline.console_projections (name, version, definition, created_by, created_at, updated_at)
values ($1, $2, $3::jsonb, $4, date_trunc('milliseconds', now()), date_trunc('milliseconds', now()))
on conflict (name, version) do update
   set definition = excluded.definition,
       updated_at = greatest(excluded.updated_at, console_projections.updated_at + interval '1 millisecond')
returning updated_at as "updatedAt"`;

/** Parses a definition for keeping: it may have mistakes in its expressions, and none in its structure. */
export function parseDefinition(body: ConsoleDefinitionBody): ConsoleDefinition {
  const definition = ConsoleDefinitionSchema.parse(body);
  refuseUnstorable(definition, "The definition");
  return definition;
}

interface Draft {
  readonly definition: ConsoleDefinition;
  readonly isNew: boolean;
  /** When the draft was saved that this one takes the place of; `null`: there was none; left out: whatever there is. */
  readonly updatedAt: string | null | undefined;
}

/**
 * Keeps a definition as the draft of the next version, which it returns. Refuses to when somebody else saved, published or
 * discarded the draft meanwhile. The caller holds the lock.
 */
export async function keepDraft(
  client: PoolClient,
  operator: Operator,
  { definition, isNew, updatedAt }: Draft,
): Promise<{ readonly version: number; readonly updatedAt: string }> {
  const taken = await nameProblem(client, definition.name, isNew);
  if (taken !== null) throw new AppError(taken, { code: "conflict" });
  const { rows } = await client.query<{ version: number; updatedAt: Date }>(DRAFT, [definition.name]);
  const [draft] = rows;
  refuseStaleDraft(draft ?? null, updatedAt);
  const version = draft?.version ?? (await nextVersion(client, definition.name));
  const values = [definition.name, version, JSON.stringify(definition), operator.name];
  const kept = await client.query<{ updatedAt: Date }>(KEEP, values);
  return { version, updatedAt: (kept.rows[0]?.updatedAt ?? new Date()).toISOString() };
}

async function nextVersion(client: PoolClient, name: string): Promise<number> {
  const { rows } = await client.query<{ version: number }>(NEXT_VERSION, [name]);
  return rows[0]?.version ?? 1;
}
