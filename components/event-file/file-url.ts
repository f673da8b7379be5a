import { parseAsInteger, parseAsString } from "nuqs/server";

/** What the page of a file keeps in its URL. The file itself cannot be there. */
export const fileParsers = {
  stream: parseAsString,
  version: parseAsInteger,
  /** The sides of a comparison. */
  a: parseAsInteger,
  b: parseAsInteger,
  pane: parseAsString.withDefault("timeline"),
};
