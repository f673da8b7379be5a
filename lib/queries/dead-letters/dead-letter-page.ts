import "server-only";
import { z } from "zod";
import type { DeadLetterPage, DeadLettersQuery } from "@/lib/api/dead-letters";
import { PositionParameter } from "@/lib/api/route-description";
import { pool } from "@/lib/db/pool";
import { decodePageToken, encodePageToken } from "../page-token";
import { DEAD_LETTERS, GROUP_KEYS, MATCHES, matchValues } from "./dead-letter-match";
import { DEAD_LETTER_COLUMNS, type DeadLetterRow, toDeadLetter } from "./dead-letter-row";

interface Row extends DeadLetterRow {
  readonly newest: string;
}

const PageKey = z.tuple([PositionParameter, z.string(), PositionParameter, z.uuid()]);

// The group that failed last comes first; in a group the oldest event does, which is the order of putting right.
const page = (group: DeadLettersQuery["group"]) => `
with matching as materialized (
  select ${DEAD_LETTER_COLUMNS}, ${GROUP_KEYS[group]} as grp from ${DEAD_LETTERS} where ${MATCHES}
), placed as (
  select d.*, (extract(epoch from max(failed_at) over (partition by grp)) * 1000000)::bigint as newest from matching d
)
select * from placed
 where $9::bigint is null or newest < $9
    or (newest = $9 and (grp, position, id) > ($10::text collate "C", $11::bigint, $12::uuid))
 order by newest desc, grp, position, id limit $13`;

/** One page of the dead letters under a filter, group after group; whoever calls it has authorised. */
export async function readDeadLetterPage(query: DeadLettersQuery): Promise<DeadLetterPage> {
  // By the clock that says when they failed.
  const { rows: clock } = await pool.query<{ at: Date }>("select now() as at");
  const key = query.after === undefined ? [null, null, null, null] : decodePageToken(query.after, PageKey);
  const values = [...matchValues(query), ...key, query.limit + 1];
  const { rows } = await pool.query<Row>(page(query.group), values);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    deadLetters: shown.map(toDeadLetter),
    next: more ? encodePageToken([last.newest, last.grp, last.position, last.id]) : null,
    at: (clock[0]?.at ?? new Date()).toISOString(),
  };
}
