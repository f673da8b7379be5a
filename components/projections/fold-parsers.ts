import { parseAsString } from "nuqs";

/** What a fold on request has in the address: the key, and the last position to fold. */
export const foldParsers = { key: parseAsString, position: parseAsString };
