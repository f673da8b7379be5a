import { createParser } from "nuqs/server";

/** A position of the log in an address. */
export const parseAsPosition = createParser<string>({
  parse: (text) => (/^\d{1,19}$/.test(text) ? text : null),
  serialize: (position) => position,
});

/** An instant in an address, as ISO 8601 in UTC. */
export const parseAsInstant = createParser<string>({
  parse: (text) => (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)) ? toIso(text) : null),
  serialize: (instant) => instant,
});

function toIso(text: string): string {
  return new Date(text).toISOString();
}
