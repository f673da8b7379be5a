import "server-only";
import type { PoolClient } from "pg";
import type { ReducerBody } from "@/lib/api/reducers";
import type { Operator } from "@/lib/auth/operator";
import { type ConsoleReducerDefinition, ConsoleReducerSchema, storedReducerText } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { reducerNameProblem } from "@/lib/queries/reducers/reducer-name-problem";
import { refuseStaleDraft } from "./refuse-stale-draft";
import { refuseUnstorable } from "./refuse-unstorable";

// Whoever saves, publishes or retires does so alone: names are unique across the table, versions count up.
export const LOCK_REDUCERS = "lock table foldline.console_reducers in share row exclusive mode";

const DRAFT = `
select version, updated_at from foldline.console_reducers
 where name = $1 and published_at is null and retired_at is null
 order by version desc limit 1`;

const NEXT_VERSION =
  "select coalesce(max(version), 0)::int + 1 as version from foldline.console_reducers where name = $1";

// Told in milliseconds, as browsers have them, and never the same twice.
const KEEP = `
insert into foldline.console_reducers (name, version, category, definition, created_by, created_at, updated_at)
values ($1, $2, $3, $4::jsonb, $5, date_trunc('milliseconds', now()), date_trunc('milliseconds', now()))
on conflict (name, version) do update
   set category = excluded.category, definition = excluded.definition,
       updated_at = greatest(excluded.updated_at, console_reducers.updated_at + interval '1 millisecond')
returning updated_at`;

/** Parses a definition for keeping: it may have mistakes in its expressions, and none in its structure. */
export function parseReducer(body: ReducerBody): ConsoleReducerDefinition {
  const definition = ConsoleReducerSchema.parse(body);
  refuseUnstorable(definition, "The definition");
  return definition;
}

interface Draft {
  readonly definition: ConsoleReducerDefinition;
  readonly isNew: boolean;
  /** When the draft was saved that this one takes the place of; `null`: there was none. */
  readonly updatedAt: string | null;
}

export interface KeptVersion {
  readonly version: number;
  readonly updatedAt: string;
}

/**
 * Keeps a definition as the draft of the next version, which it returns. Refuses to when somebody else saved, published
 * or discarded the draft meanwhile. The caller holds the lock.
 */
export async function keepReducerDraft(
  client: PoolClient,
  operator: Operator,
  { definition, isNew, updatedAt }: Draft,
): Promise<KeptVersion> {
  const { name, category } = definition;
  const taken = await reducerNameProblem(client, { name, category, isNew });
  if (taken !== null) throw new AppError(taken.message, { code: "conflict", details: { path: taken.path } });
  const { rows } = await client.query<{ version: number; updated_at: Date }>(DRAFT, [name]);
  const [draft] = rows;
  refuseStaleDraft(draft === undefined ? null : { updatedAt: draft.updated_at }, updatedAt);
  const version = draft?.version ?? (await nextVersion(client, name));
  const values = [name, version, category, storedReducerText(definition), operator.name];
  const kept = await client.query<{ updated_at: Date }>(KEEP, values);
  return { version, updatedAt: (kept.rows[0]?.updated_at ?? new Date()).toISOString() };
}

async function nextVersion(client: PoolClient, name: string): Promise<number> {
  const { rows } = await client.query<{ version: number }>(NEXT_VERSION, [name]);
  return rows[0]?.version ?? 1;
}
