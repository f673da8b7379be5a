import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const TYPE_SORTS = ["events", "name", "last", "first"] as const;
export type TypeSort = (typeof TYPE_SORTS)[number];

/** Two schema versions whose shapes are compared: "1..2". */
export interface VersionPair {
  readonly before: number;
  readonly after: number;
}

const parseAsPair = createParser<VersionPair>({
  parse: (text) => {
    const [, before, after] = /^(\d{1,5})\.\.(\d{1,5})$/.exec(text) ?? [];
    return before === undefined || after === undefined ? null : { before: Number(before), after: Number(after) };
  },
  serialize: ({ before, after }) => `${before}..${after}`,
  eq: (a, b) => a.before === b.before && a.after === b.after,
});

/** What the page of event types keeps in its URL, besides the chosen `type`, which the server reads. */
export const eventTypesParsers = {
  filter: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(TYPE_SORTS).withDefault("events"),
};

/** What it keeps of the chosen type: the version whose shape is shown, or the two that are compared; a path. */
export const shapeParsers = {
  version: parseAsInteger,
  diff: parseAsPair,
  path: parseAsString.withDefault(""),
};

/** The page with one type chosen, the list as it is. */
export function eventTypeHref(
  type: string,
  { filter = "", sort = "events" }: { filter?: string; sort?: TypeSort } = {},
) {
  const search = new URLSearchParams({ type });
  if (filter !== "") search.set("filter", filter);
  if (sort !== "events") search.set("sort", sort);
  return `/event-types?${search}`;
}

/** The events page with only events of one type. */
export function eventsOfTypeHref(type: string): string {
  // Commas part the items of that page's list.
  return `/events?type=${encodeURIComponent(type.replaceAll(",", "%2C"))}`;
}
