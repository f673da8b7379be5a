import "server-only";
import type { StreamFilter } from "@/lib/api/streams";
import { containsPattern } from "../like-pattern";

/** The condition on `foldline.streams s` that a filter stands for; its values are $1 to $5. */
export const MATCHES = `($1::text is null or s.stream_id ilike $1)
    and ($2::text is null or s.category = $2)
    and ($3::bigint is null or s.version >= $3) and ($4::bigint is null or s.version <= $4)
    and ($5::boolean or left(s.stream_id, 1) <> '$')`;

/** The values of `MATCHES`, in its order. */
export function matchValues(filter: StreamFilter): unknown[] {
  return [
    filter.q === "" ? null : containsPattern(filter.q),
    filter.category ?? null,
    filter.minVersion ?? null,
    filter.maxVersion ?? null,
    filter.system || (filter.category?.startsWith("$") ?? false),
  ];
}
