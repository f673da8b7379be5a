import type { Random } from "./random";
import { HISTORY_DAYS, type StoryDates } from "./story-dates";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const ORDERS_A_DAY = { atOpening: 2.9, growth: 6.6 };
/** People order parts on Sunday evening, and ride on Friday. */
const WEEKDAYS = [1.25, 1.15, 1.05, 1, 0.95, 0.78, 0.82];
/** Cycling starts in spring; December is presents. */
const MONTHS = [0.7, 0.78, 1.05, 1.2, 1.2, 1.1, 0.95, 0.85, 0.95, 0.9, 1.05, 1.45];
const HOURS = [2, 1, 1, 0, 0, 1, 3, 6, 9, 10, 11, 12, 14, 11, 10, 10, 11, 12, 14, 17, 20, 18, 11, 5];

/** When orders are placed over the two years: growth, seasons, weekends, evenings, and chance. */
export function* placements(random: Random, dates: StoryDates): Generator<Date> {
  for (let day = 0; day < HISTORY_DAYS; day += 1) {
    const midnight = new Date(dates.opening.getTime() + day * DAY_MS);
    const times = Array.from({ length: random.poisson(meanOn(midnight, day)) }, () => drawTime(random, midnight));
    for (const time of times.toSorted((a, b) => a - b)) if (time < dates.until.getTime()) yield new Date(time);
  }
}

function meanOn(date: Date, day: number): number {
  const trend = ORDERS_A_DAY.atOpening + (ORDERS_A_DAY.growth * day) / HISTORY_DAYS;
  return trend * (WEEKDAYS[date.getUTCDay()] ?? 1) * (MONTHS[date.getUTCMonth()] ?? 1);
}

function drawTime(random: Random, midnight: Date): number {
  const minutes = random.weighted(HOURS) * 60 + random.between(0, 59);
  return midnight.getTime() + minutes * MINUTE_MS + random.between(0, MINUTE_MS - 1);
}
