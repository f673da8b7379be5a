import { parseAsString } from "nuqs/server";

/** What the stream page keeps in its address while its history is supposed to be another one. */
export const whatIfParsers = {
  /** The changes, compressed; none also when they are too many for an address. */
  changes: parseAsString,
  /** The upcaster that is not active yet, and reads the changed history. */
  draft: parseAsString,
  /** The chosen event: "5", or "5.1" for what is inserted behind it. */
  event: parseAsString,
};
