import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { EventListFilter } from "@/lib/api/events";

/**
 * What the events page keeps in its URL. `from` and `to` narrow the table; `spanFrom` and `spanTo` are the ends of the
 * histogram, when it was zoomed in; `event` is the position of the event whose details are open.
 */
export const eventListParsers = {
  category: parseAsString,
  stream: parseAsString.withDefault(""),
  type: parseAsArrayOf(parseAsString).withDefault([]),
  from: parseAsString,
  to: parseAsString,
  spanFrom: parseAsString,
  spanTo: parseAsString,
  /** The point of history that is looked at; none: now. */
  position: parseAsString,
  instant: parseAsString,
  clock: parseAsStringLiteral(["occurred", "recorded"]).withDefault("occurred"),
  correlationId: parseAsString,
  system: parseAsBoolean.withDefault(false),
  event: parseAsString,
  read: parseAsStringLiteral(["today", "raw", "both"]).withDefault("today"),
};

export interface EventListUrl {
  readonly category: string | null;
  readonly stream: string;
  readonly type: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly spanFrom: string | null;
  readonly spanTo: string | null;
  readonly position: string | null;
  readonly instant: string | null;
  readonly clock: "occurred" | "recorded";
  readonly correlationId: string | null;
  readonly system: boolean;
}

/** The filter of the table that the URL stands for; what cannot be asked for is left out. */
export function toEventFilter(url: EventListUrl): EventListFilter {
  return {
    ...toSpanFilter(url),
    ...optional("from", instant(url.from) ?? instant(url.spanFrom)),
    ...optional("to", instant(url.to) ?? instant(url.spanTo)),
  };
}

/** The filter of the histogram: the same, but for the range that was chosen in it. */
export function toSpanFilter(url: EventListUrl): EventListFilter {
  const text = (value: string | null) =>
    value === null || value === "" ? undefined : value.replaceAll("\0", "").slice(0, 256);
  const types = url.type.map((type) => type.replaceAll("\0", "").slice(0, 256)).filter((type) => type !== "");
  return {
    system: url.system,
    ...optional("category", text(url.category)),
    ...optional("stream", text(url.stream)),
    ...optional("type", types.length === 0 ? undefined : types.slice(0, 100)),
    ...asOf(url),
    ...optional("correlationId", text(url.correlationId)),
    ...optional("from", instant(url.spanFrom)),
    ...optional("to", instant(url.spanTo)),
  };
}

/** The point of history that the URL stands for; nothing: now. */
export function asOf({ position, instant: at, clock }: Pick<EventListUrl, "position" | "instant" | "clock">) {
  const seen = instant(at);
  if (seen !== undefined) return { instant: seen, ...(clock === "recorded" ? { clock } : {}) };
  return position !== null && /^\d{1,18}$/.test(position) ? { position } : {};
}

function instant(value: string | null): string | undefined {
  const at = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
