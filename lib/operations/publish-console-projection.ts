import "server-only";
import { z } from "zod";
import { ConsoleName, PublishRequest } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  type ConsoleDefinition,
  ConsoleDefinitionSchema,
  compileConsoleProjection,
  InvalidProjectionError,
  inTransaction,
  registerProjections,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { definitionProblems } from "@/lib/queries/projections/definition-problems";
import { currentChain } from "@/lib/queries/upcasters/current-chain";
import { audit } from "./audit";
import { keepDraft, LOCK_DEFINITIONS, parseDefinition } from "./console-draft";

const Publish = PublishRequest.extend(ConsoleName.shape).extend({ isNew: z.boolean().default(false) });

export interface PublishedProjection {
  readonly name: string;
  readonly version: number;
  /** Whether its read model is there already and shows what an older definition made. */
  readonly needsRebuild: boolean;
}

const DRAFT = `
select definition, updated_at as "updatedAt" from foldline.console_projections
 where name = $1 and published_at is null and retired_at is null order by version desc limit 1`;

const SAME = `
select version from foldline.console_projections
 where name = $1 and published_at is not null and retired_at is null and definition = $2::jsonb
   and version = (select max(version) from foldline.console_projections where name = $1 and published_at is not null)`;

const PUBLISH = `
update foldline.console_projections set published_by = $3, published_at = now(), reason = $4
 where name = $1 and version = $2`;

const HAS_ROWS = "select 1 from foldline.read_models where projection = $1 limit 1";

/**
 * Publishes a definition, or the draft when none is given. Of a new projection the workers fill the read model at once;
 * of a later version a rebuild does, and until it is promoted consumers see the former one, which goes on being fed.
 */
export async function publishConsoleProjection(input: unknown): Promise<PublishedProjection> {
  const operator = await authorize("operator");
  const { name, definition: body, isNew, updatedAt, reason } = Publish.parse(input);
  const given = body === undefined ? null : { definition: parseDefinition(body), updatedAt };
  if (given !== null && given.definition.name !== name) {
    throw new AppError(`The definition is named "${given.definition.name}", not "${name}".`, { code: "invalid" });
  }
  const draft = given ?? (await storedDraft(name));
  const { definition } = draft;
  // Before the lock is taken: it reads events, on other connections. A draft that changes meanwhile is refused below.
  await refuseMistakes(definition);
  const result = await inTransaction(pool, async (client) => {
    await client.query(LOCK_DEFINITIONS);
    const same = await client.query<{ version: number }>(SAME, [name, JSON.stringify(definition)]);
    if (same.rows[0] !== undefined) {
      throw new AppError(`Definition ${same.rows[0].version} of ${name} says the same.`, { code: "conflict" });
    }
    const { version } = await keepDraft(client, operator, { ...draft, isNew });
    const projection = compiled(definition, version);
    await client.query(PUBLISH, [name, version, operator.name, reason ?? null]);
    const data = { projection: name, version, definition };
    await audit(operator, { type: "ProjectionPublished", data, ...(reason ? { reason } : {}) }, { client });
    const { rows } = await client.query(HAS_ROWS, [name]);
    return { projection, version, needsRebuild: rows.length > 0 };
  });
  // A worker would do it within a second; done here, the page of the projection is there at once.
  const chain = await currentChain();
  if (chain !== null) await registerProjections(pool, [result.projection], chain);
  return { name, version: result.version, needsRebuild: result.needsRebuild };
}

async function storedDraft(name: string): Promise<{ definition: ConsoleDefinition; updatedAt: string }> {
  const { rows } = await pool.query<{ definition: unknown; updatedAt: Date }>(DRAFT, [name]);
  const [draft] = rows;
  if (draft === undefined) throw new AppError(`There is no draft of "${name}".`, { code: "not-found" });
  return { definition: ConsoleDefinitionSchema.parse(draft.definition), updatedAt: draft.updatedAt.toISOString() };
}

async function refuseMistakes(definition: ConsoleDefinition): Promise<void> {
  const problems = (await definitionProblems(definition)).filter(({ severity }) => severity === "error");
  const [first] = problems;
  if (first === undefined) return;
  const others = problems.length === 1 ? "" : ` There are ${problems.length} mistakes.`;
  throw new AppError(`${first.message}${others}`, { code: "invalid", details: { problems } });
}

function compiled(definition: ConsoleDefinition, version: number) {
  try {
    return compileConsoleProjection(definition, version);
  } catch (error) {
    if (!(error instanceof InvalidProjectionError)) throw error;
    throw new AppError(error.message, { code: "invalid", cause: error });
  }
}

/** What publishing did, in words. */
export function publishedMessage({ name, version, needsRebuild }: PublishedProjection): string {
  return needsRebuild
    ? `Definition ${version} of ${name} is published. Consumers see the rows of the former one until it is rebuilt.`
    : `${name} is created. Workers fill it now.`;
}
