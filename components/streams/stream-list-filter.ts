import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { DIRECTIONS, STREAM_SORTS, type StreamListFilter } from "@/lib/api/streams";

/** What the streams page keeps in its URL. */
export const streamListParsers = {
  q: parseAsString.withDefault(""),
  category: parseAsString,
  versions: parseAsString,
  sort: parseAsStringLiteral(STREAM_SORTS).withDefault("last-event"),
  direction: parseAsStringLiteral(DIRECTIONS).withDefault("desc"),
  system: parseAsBoolean.withDefault(false),
};

interface UrlState {
  readonly q: string;
  readonly category: string | null;
  readonly versions: string | null;
  readonly sort: StreamListFilter["sort"];
  readonly direction: StreamListFilter["direction"];
  readonly system: boolean;
}

/** The filter that the URL stands for; what cannot be asked for is left out. */
export function toStreamFilter({ q, category, versions, sort, direction, system }: UrlState): StreamListFilter {
  const [, from, to] = /^(\d{1,9})-(\d{0,9})$/.exec(versions ?? "") ?? [];
  return {
    q: q.replaceAll("\0", "").slice(0, 512),
    sort,
    direction,
    system,
    ...(category === null ? {} : { category: category.replaceAll("\0", "").slice(0, 512) }),
    ...(from === undefined ? {} : { minVersion: Math.max(1, Number(from)) }),
    ...(to === undefined || to === "" ? {} : { maxVersion: Math.max(1, Number(to)) }),
  };
}
