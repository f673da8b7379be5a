import {
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
} from "nuqs/server";

/** What the timeline keeps in the URL: which events it lists, and how. */
export const timelineParsers = {
  /** Only these types; none: all. */
  type: parseAsArrayOf(parseAsString).withDefault([]),
  /** Only what occurred in this time. */
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  /** Consecutive events of one correlation stand under one head. */
  group: parseAsBoolean.withDefault(false),
  /** The first versions of the groups that are open. */
  open: parseAsArrayOf(parseAsInteger).withDefault([]),
};

export type TimelineUrl = inferParserType<typeof timelineParsers>;
