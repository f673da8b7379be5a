import { parseAsInteger, parseAsString } from "nuqs/server";

/** What the stream page keeps in its address while an event is being appended to it. */
export const appendParsers = {
  /** The type to begin with; empty: the one the stream has most of. None: nothing is being appended. */
  append: parseAsString,
  /** The version of the event that is corrected. */
  corrects: parseAsInteger,
};
