const DAY_MS = 86_400_000;
export const HISTORY_DAYS = 730;

/** When the shop changed what it writes, counted from the day it opened; upcasters.ts tells why. */
const DAYS = { pageViewsEnd: 42, switzerland: 240, invoices: 400, labels: 480, reasonCodes: 600 } as const;

export type StoryDates = Readonly<Record<"opening" | keyof typeof DAYS | "until", Date>>;

/** The dates of a history that ends at `until`. */
export function storyDates(until: Date): StoryDates {
  // From a midnight on, so that a weekday is a whole one.
  const opening = Math.floor(until.getTime() / DAY_MS) * DAY_MS - (HISTORY_DAYS - 1) * DAY_MS;
  const day = (days: number) => new Date(opening + days * DAY_MS);
  return {
    opening: day(0),
    pageViewsEnd: day(DAYS.pageViewsEnd),
    switzerland: day(DAYS.switzerland),
    invoices: day(DAYS.invoices),
    labels: day(DAYS.labels),
    reasonCodes: day(DAYS.reasonCodes),
    until,
  };
}
