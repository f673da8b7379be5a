import "server-only";
import type { DeadLetterFilter, DeadLettersQuery } from "@/lib/api/dead-letters";
import { containsPattern } from "../like-pattern";

/** Dead letters of read-model versions that are in use or on their way there. */
export const DEAD_LETTERS = `foldline.dead_letters d
  join foldline.read_models m on m.projection = d.projection and m.version = d.version
   and m.state not in ('retired', 'dropped', 'failed', 'cancelled')`;

/** The condition on `DEAD_LETTERS` that a filter stands for; its values are $1 to $8. */
export const MATCHES = `($1::text is null or d.status = $1)
    and ($2::text is null or d.message ilike $2 or d.stream_id ilike $2 or d.event_id::text ilike $2)
    and ($3::text is null or d.projection = $3) and ($4::text is null or d.type = $4)
    and ($5::text is null or d.error_group = $5) and ($6::text is null or d.stream_id = $6)
    and ($7::interval is null or d.failed_at > now() - $7::interval)
    and ($8::timestamptz is null or date_trunc('milliseconds', d.failed_at) <= $8)`;

const INTERVALS = { "1h": "1 hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days" } as const;

/** The values of `MATCHES`, in its order. */
export function matchValues(filter: DeadLetterFilter): (string | null)[] {
  return [
    filter.status === "any" ? null : filter.status,
    filter.q === "" ? null : containsPattern(filter.q),
    filter.projection ?? null,
    filter.type ?? null,
    filter.error ?? null,
    filter.stream ?? null,
    filter.within === undefined ? null : INTERVALS[filter.within],
    filter.failedUpTo ?? null,
  ];
}

/** What stands together in a list: the same error of the same projection, a projection, or a stream. */
export const GROUP_KEYS: Readonly<Record<DeadLettersQuery["group"], string>> = {
  error: `(d.projection || E'\\n' || d.error_group) collate "C"`,
  projection: `d.projection collate "C"`,
  stream: `d.stream_id collate "C"`,
};
