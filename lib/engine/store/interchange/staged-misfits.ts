import type pg from "pg";
import { ImportLineError } from "../../errors";
import type { SchemaProblem } from "../../schemas/errors";
import type { SchemaRegistry } from "../../schemas/schema-registry";
import { inTransactionOf } from "../transaction";
import type { SkippedLine } from "./staged-rows";

// Of the largest payloads, what memory is meant for.
const PAGE_EVENTS = 200;

// Events that the store holds already are no new ones: an import that is run again stays a success.
const DECLARE = `
declare staged cursor for select s.line, s.type, s.schema_version as "schemaVersion", s.data::text as data
  from import_staging s
 where s.line > $1 and s.line <= $2 and left(s.stream_id, 1) <> '$'
   and (s.type, s.schema_version) in (select * from unnest($3::text[], $4::int[]))
   and (select true from foldline.events known
         where known.stream_id = s.stream_id and known.event_id = s.event_id) is null
 order by s.line`;

const FETCH = `fetch ${PAGE_EVENTS} from staged`;

const DROP = "delete from import_staging where line = any ($1)";

interface Row {
  readonly line: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
}

/**
 * Looks for staged lines after `from`, up to `to`, whose events do not fit a schema that refuses them. The first one is
 * thrown, or, to skip bad lines, all are taken out and given to `onSkipped`.
 */
export async function refuseMisfits(
  client: pg.PoolClient,
  { from, to }: { readonly from: number; readonly to: number },
  registry: SchemaRegistry,
  onSkipped: ((line: SkippedLine) => void) | null,
): Promise<void> {
  const { types, versions } = registry.refused;
  if (types.length === 0) return;
  await inTransactionOf(client, async () => {
    await client.query(DECLARE, [from, to, types, versions]);
    for (let rows = await fetched(client); rows.length > 0; rows = await fetched(client)) {
      const misfits = rows.flatMap((row) => misfitOf(row, registry));
      const [first] = misfits;
      if (first !== undefined && onSkipped === null) throw new ImportLineError(first.line, first.problem);
      for (const misfit of misfits) onSkipped?.(misfit);
      if (misfits.length > 0) await client.query(DROP, [misfits.map(({ line }) => line)]);
    }
  });
}

async function fetched(client: pg.PoolClient): Promise<readonly Row[]> {
  return (await client.query<Row>(FETCH)).rows;
}

function misfitOf({ line, type, schemaVersion, data }: Row, registry: SchemaRegistry): SkippedLine[] {
  const problem = registry.find(type, schemaVersion, "refusing")?.check(data) ?? null;
  return problem === null ? [] : [{ line: Number(line), problem: words({ type, schemaVersion }, problem) }];
}

function words(event: Pick<Row, "type" | "schemaVersion">, { path, message }: SchemaProblem): string {
  return `"${event.type}" v${event.schemaVersion} does not fit its schema: ${path === "" ? "data" : `data${path}`} ${message}.`;
}
