import "server-only";
import type { PoolClient } from "pg";
import type { ConsoleDefinitionBody } from "@/lib/api/console-projections";
import type { Operator } from "@/lib/auth/operator";
import { type ConsoleDefinition, ConsoleDefinitionSchema } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { nameProblem } from "@/lib/queries/name-problem";
import { refuseUnstorable } from "./refuse-unstorable";

// Whoever saves, publishes or retires does so alone: names are unique across the table, versions count up.
export const LOCK_DEFINITIONS = "lock table foldline.console_projections in share row exclusive mode";

const NEXT_VERSION = `
select coalesce(max(version) filter (where published_at is null and retired_at is null),
                coalesce(max(version), 0) + 1) as version
  from foldline.console_projections where name = $1`;

const KEEP = `
insert into foldline.console_projections (name, version, definition, created_by) values ($1, $2, $3::jsonb, $4)
on conflict (name, version) do update set definition = excluded.definition, updated_at = now()`;

/** Parses a definition for keeping: it may have mistakes in its expressions, and none in its structure. */
export function parseDefinition(body: ConsoleDefinitionBody): ConsoleDefinition {
  const definition = ConsoleDefinitionSchema.parse(body);
  refuseUnstorable(definition, "The definition");
  return definition;
}

/** Keeps a definition as the draft of the next version, which it returns. The caller holds the lock. */
export async function keepDraft(
  client: PoolClient,
  operator: Operator,
  { definition, isNew }: { readonly definition: ConsoleDefinition; readonly isNew: boolean },
): Promise<number> {
  const taken = await nameProblem(client, definition.name, isNew);
  if (taken !== null) throw new AppError(taken, { code: "conflict" });
  const { rows } = await client.query<{ version: number }>(NEXT_VERSION, [definition.name]);
  const version = rows[0]?.version ?? 1;
  await client.query(KEEP, [definition.name, version, JSON.stringify(definition), operator.name]);
  return version;
}
