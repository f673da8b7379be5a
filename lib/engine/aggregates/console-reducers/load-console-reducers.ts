import type { Queryable } from "../../events";
import type { Reducer } from "../reducer";
import { compileConsoleReducer } from "./console-reducer";
import { parseStoredReducer } from "./console-reducer-stored";

/** A published reducer that cannot run, and why. */
export interface ConsoleReducerProblem {
  readonly name: string;
  readonly version: number;
  readonly message: string;
}

export interface LoadedReducers {
  /** The newest version of each, by name. */
  readonly reducers: readonly Reducer[];
  readonly problems: readonly ConsoleReducerProblem[];
}

// The one that was published last comes first: it is the default of its category.
const PUBLISHED = `
select name, version, definition::text as definition
  from foldline.console_reducers c
 where published_at is not null and retired_at is null
   and version = (select max(n.version) from foldline.console_reducers n
                   where n.name = c.name and n.published_at is not null and n.retired_at is null)
 order by published_at desc, name`;

interface Row {
  readonly name: string;
  readonly version: number;
  readonly definition: string;
}

interface Compiled {
  readonly text: string;
  readonly version: number;
  readonly result: Reducer | ConsoleReducerProblem;
}

const compiled = new Map<string, Compiled>();

/**
 * The published reducers of the console, the one published last first; compiled again only when they change. One that
 * does not compile is left out and reported.
 */
export async function loadConsoleReducers(db: Queryable): Promise<LoadedReducers> {
  const { rows } = await db.query<Row>(PUBLISHED);
  const names = new Set(rows.map(({ name }) => name));
  for (const name of compiled.keys()) if (!names.has(name)) compiled.delete(name);
  const results = rows.map(compileOnce);
  return {
    reducers: results.filter((each) => "evolve" in each),
    problems: results.filter((each) => "message" in each),
  };
}

function compileOnce({ name, version, definition: text }: Row): Compiled["result"] {
  const known = compiled.get(name);
  if (known !== undefined && known.text === text && known.version === version) return known.result;
  const result = compile(name, version, text);
  compiled.set(name, { text, version, result });
  return result;
}

function compile(name: string, version: number, text: string): Compiled["result"] {
  try {
    return compileConsoleReducer(parseStoredReducer(text), version) as Reducer;
  } catch (error) {
    return { name, version, message: error instanceof Error ? error.message : String(error) };
  }
}
