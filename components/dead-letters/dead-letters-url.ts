import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { DEAD_LETTER_GROUPINGS, DEAD_LETTER_STATUSES, type DeadLetterFilter, WITHIN } from "@/lib/api/dead-letters";
import type { DeadLetterListFilter } from "@/lib/api/dead-letters-queries";

export const PANES = ["attempts", "event", "row", "held"] as const;
export type DetailPane = (typeof PANES)[number];

/** What the dead-letters page keeps in its URL; `id` is the one whose details are shown. */
export const deadLettersParsers = {
  q: parseAsString.withDefault(""),
  projection: parseAsString,
  type: parseAsString,
  error: parseAsString,
  stream: parseAsString,
  status: parseAsStringLiteral([...DEAD_LETTER_STATUSES, "any"]).withDefault("parked"),
  within: parseAsStringLiteral(WITHIN),
  group: parseAsStringLiteral(DEAD_LETTER_GROUPINGS).withDefault("error"),
  id: parseAsString,
  read: parseAsStringLiteral(["today", "raw"]).withDefault("today"),
  pane: parseAsStringLiteral(PANES).withDefault("attempts"),
};

export interface DeadLettersUrl {
  readonly q: string;
  readonly projection: string | null;
  readonly type: string | null;
  readonly error: string | null;
  readonly stream: string | null;
  readonly status: DeadLetterFilter["status"];
  readonly within: NonNullable<DeadLetterFilter["within"]> | null;
  readonly group: DeadLetterListFilter["group"];
  readonly id: string | null;
  readonly read: "today" | "raw";
  readonly pane: DetailPane;
}

export type SetDeadLettersUrl = (
  values: {
    [Key in keyof DeadLettersUrl]?: DeadLettersUrl[Key] | null;
  },
) => unknown;

/** Nothing narrows the list, and nothing is chosen in it. */
export const NO_FILTER = {
  q: null,
  projection: null,
  type: null,
  error: null,
  stream: null,
  status: null,
  within: null,
} as const;

/** The filter of the list that the URL stands for; what cannot be asked for is left out. */
export function toListFilter(url: DeadLettersUrl): DeadLetterListFilter {
  const { projection, type, error, stream, within } = url;
  return {
    status: url.status,
    q: clean(url.q, 512),
    group: url.group,
    ...(projection === null ? {} : { projection: clean(projection, 64) }),
    ...(type === null ? {} : { type: clean(type, 256) }),
    ...(error === null ? {} : { error: clean(error, 4096) }),
    ...(stream === null ? {} : { stream: clean(stream, 512) }),
    ...(within === null ? {} : { within }),
  };
}

/** Whether anything but the grouping narrows the list. */
export function isNarrowed(filter: DeadLetterListFilter): boolean {
  const { status, q, group: _, ...rest } = filter;
  return status !== "parked" || q !== "" || Object.keys(rest).length > 0;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in a URL, if it can be one. */
export function parseId(id: string | null): string | null {
  return id !== null && UUID.test(id) ? id : null;
}

function clean(text: string, length: number): string {
  return text.replaceAll("\0", "").slice(0, length);
}
