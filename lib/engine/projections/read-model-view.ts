import type { Queryable } from "../events";
import { dataTable, identifier, VIEW_SCHEMA } from "./identifiers";
import type { Projection } from "./projection";
import { type TableColumn, tableColumns } from "./table-columns";

const VIEW_GRANTS = `
select g.privilege_type as privilege, g.is_grantable as grantable,
       case g.grantee when 0 then null else pg_get_userbyid(g.grantee) end as grantee
  from pg_class c, aclexplode(c.relacl) g
 where c.oid = to_regclass($1) and g.grantee <> c.relowner`;

interface Grant {
  readonly privilege: string;
  readonly grantable: boolean;
  /** `null`: everybody. */
  readonly grantee: string | null;
}

/**
 * Lets the view that consumers read show another table: replaced in place when its columns stay, else dropped and
 * created again with its grants. Call it in a transaction; readers see one table or the other.
 */
export async function swapView(
  db: Queryable,
  projection: Pick<Projection, "viewName">,
  tableName: string,
): Promise<void> {
  const view = `${VIEW_SCHEMA}.${identifier(projection.viewName)}`;
  const present = await tableColumns(db, view);
  const wanted = await tableColumns(db, dataTable(tableName));
  const columns = wanted.map(({ name }) => identifier(name)).join(", ");
  const definition = `view ${view} as select ${columns} from ${dataTable(tableName)}`;
  if (present.length === 0 || beginsWith(wanted, present)) {
    await db.query(`create or replace ${definition}`);
    return;
  }
  const grants = await db.query<Grant>(VIEW_GRANTS, [view]);
  await db.query(`drop view ${view}`);
  await db.query(`create ${definition}`);
  for (const grant of grants.rows) await db.query(grantStatement(view, grant));
}

// `create or replace view` keeps the columns it finds and takes new ones only behind them.
function beginsWith(columns: readonly TableColumn[], first: readonly TableColumn[]): boolean {
  return first.every(({ name, type }, index) => columns[index]?.name === name && columns[index]?.type === type);
}

const PRIVILEGES = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"];

function grantStatement(view: string, { privilege, grantable, grantee }: Grant): string {
  if (!PRIVILEGES.includes(privilege)) throw new Error(`Postgres reported an unknown privilege "${privilege}".`);
  const to = grantee === null ? "public" : identifier(grantee);
  return `grant ${privilege} on ${view} to ${to}${grantable ? " with grant option" : ""}`;
}
