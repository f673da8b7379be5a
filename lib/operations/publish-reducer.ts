import "server-only";
import { PublishReducerRequest, ReducerName } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  type ConsoleReducerDefinition,
  compileConsoleReducer,
  InvalidReducerError,
  inTransaction,
  parseStoredReducer,
  storedReducerText,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { reducerProblems } from "@/lib/queries/reducers/reducer-problems";
import { reducersOf } from "@/lib/queries/reducers/reducers";
import { audit } from "./audit";
import { keepReducerDraft, LOCK_REDUCERS, parseReducer } from "./reducer-draft";

const Publish = PublishReducerRequest.extend(ReducerName.shape);

export interface PublishedReducer {
  readonly name: string;
  readonly version: number;
  readonly category: string;
  /** Whether streams of the category are shown with it from now on. */
  readonly isDefault: boolean;
}

interface Draft {
  readonly definition: ConsoleReducerDefinition;
  readonly updatedAt: string | null;
}

const DRAFT = `
select definition::text as definition, updated_at from foldline.console_reducers
 where name = $1 and published_at is null and retired_at is null order by version desc limit 1`;

const SAME = `
select version from foldline.console_reducers
 where name = $1 and published_at is not null and retired_at is null and definition = $2::jsonb
   and version = (select max(version) from foldline.console_reducers where name = $1 and published_at is not null)`;

const PUBLISH = `
update foldline.console_reducers set published_by = $3, published_at = now(), reason = $4
 where name = $1 and version = $2`;

/** Publishes a definition, or the draft when none is given: states of its category can be folded with it at once. */
export async function publishReducer(input: unknown): Promise<PublishedReducer> {
  const operator = await authorize("operator");
  const { name, definition: body, isNew = false, updatedAt = null, reason } = Publish.parse(input);
  const given = body === undefined ? null : { definition: parseReducer(body), updatedAt };
  if (given !== null && given.definition.name !== name) {
    throw new AppError(`The definition is named "${given.definition.name}", not "${name}".`, { code: "invalid" });
  }
  const draft = given ?? (await storedDraft(name));
  const { definition } = draft;
  // Before the lock is taken: it reads events, on other connections. A draft that changes meanwhile is refused below.
  await refuseMistakes(definition);
  const published = await inTransaction(pool, async (client) => {
    await client.query(LOCK_REDUCERS);
    const same = await client.query<{ version: number }>(SAME, [name, storedReducerText(definition)]);
    if (same.rows[0] !== undefined) {
      throw new AppError(`Version ${same.rows[0].version} of ${name} says the same.`, { code: "conflict" });
    }
    const { version } = await keepReducerDraft(client, operator, { ...draft, isNew });
    refuseBroken(definition, version);
    await client.query(PUBLISH, [name, version, operator.name, reason ?? null]);
    const data = { reducer: name, version, definition };
    await audit(operator, { type: "ReducerPublished", data, ...(reason ? { reason } : {}) }, { client });
    return { name, version, category: definition.category };
  });
  const [first] = await reducersOf(published.category);
  return { ...published, isDefault: first?.source === "console" && first.name === name };
}

async function storedDraft(name: string): Promise<Draft> {
  const { rows } = await pool.query<{ definition: string; updated_at: Date }>(DRAFT, [name]);
  const [draft] = rows;
  if (draft === undefined) throw new AppError(`There is no draft of "${name}".`, { code: "not-found" });
  const definition = parseStoredReducer(draft.definition);
  return { definition, updatedAt: draft.updated_at.toISOString() };
}

async function refuseMistakes(definition: ConsoleReducerDefinition): Promise<void> {
  const problems = (await reducerProblems(definition)).filter(({ severity }) => severity === "error");
  const [first] = problems;
  if (first === undefined) return;
  const others = problems.length === 1 ? "" : ` There are ${problems.length} mistakes.`;
  throw new AppError(`${first.message}${others}`, { code: "invalid", details: { problems } });
}

/** What runs is stricter than what is checked: nothing is published that would not. */
function refuseBroken(definition: ConsoleReducerDefinition, version: number): void {
  try {
    compileConsoleReducer(definition, version);
  } catch (error) {
    if (!(error instanceof InvalidReducerError)) throw error;
    throw new AppError(error.message, { code: "invalid", cause: error });
  }
}

/** What publishing did, in words. */
export function reducerPublishedMessage({ name, version, category, isDefault }: PublishedReducer): string {
  const shown = isDefault ? `Streams of ${category} are shown with it.` : `It can be chosen on streams of ${category}.`;
  return `Version ${version} of ${name} is published. ${shown}`;
}
