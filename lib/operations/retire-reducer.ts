import "server-only";
import { ReducerName, RetireReducerRequest } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { reducersOf } from "@/lib/queries/reducers/reducers";
import { audit } from "./audit";
import { LOCK_REDUCERS } from "./reducer-draft";

const RetireReducer = RetireReducerRequest.extend(ReducerName.shape);

// The newest published version says why it is retired; why it was published is in the audit.
const RETIRE = `
update foldline.console_reducers r set retired_at = now(),
       reason = case when r.version = n.version then $2 else r.reason end
  from (select max(version) as version from foldline.console_reducers
         where name = $1 and published_at is not null and retired_at is null) n
 where r.name = $1 and r.retired_at is null and n.version is not null
returning r.version, r.category`;

export interface RetiredReducer {
  readonly name: string;
  readonly category: string;
  /** What streams of the category are shown with from now on. */
  readonly shownWith: string;
}

/** Takes a reducer out of use, with its draft. Its definitions are kept. */
export async function retireReducer(input: unknown): Promise<RetiredReducer> {
  const operator = await authorize("admin");
  const { name, reason } = RetireReducer.parse(input);
  const category = await inTransaction(pool, async (client) => {
    await client.query(LOCK_REDUCERS);
    const { rows } = await client.query<{ version: number; category: string }>(RETIRE, [name, reason]);
    const [retired] = rows;
    if (retired === undefined) throw new AppError(`There is no published reducer "${name}".`, { code: "not-found" });
    const versions = rows.map(({ version }) => version);
    const data = { reducer: name, category: retired.category, versions };
    await audit(operator, { type: "ReducerRetired", data, reason }, { client });
    return retired.category;
  });
  const [first] = await reducersOf(category);
  return { name, category, shownWith: first?.name ?? "" };
}

/** What retiring did, in words. */
export function reducerRetiredMessage({ name, category, shownWith }: RetiredReducer): string {
  return `${name} is retired; streams of ${category} are shown with ${shownWith}. Its definitions are kept.`;
}
