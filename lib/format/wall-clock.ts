import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

const PATTERN = "YYYY-MM-DD HH:mm:ss";

/** The date and time that a clock in this time zone shows, as the date picker writes them. */
export function wallClockIn(instant: Date, timeZone: string): string {
  return dayjs(instant).tz(timeZone).format(PATTERN);
}

/** The last moment of the second in which a clock in this time zone shows this, so that its events belong to it. */
export function instantIn(wallClock: string, timeZone: string): Date {
  return dayjs.tz(wallClock, PATTERN, timeZone).millisecond(999).toDate();
}

/** An instant as it is typed: with its milliseconds where it is not the end of a second. */
export function instantText(instant: Date, timeZone: string): string {
  const milliseconds = instant.getUTCMilliseconds();
  const fraction = milliseconds === 999 ? "" : `.${String(milliseconds).padStart(3, "0")}`;
  return wallClockIn(instant, timeZone) + fraction;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TIME = /(?:^|[ T])(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?$/;
const ISO_DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const WRITTEN_DAY = /^(?:[a-z]{3,9} )?(\d{1,2}) ([a-z]{3})[a-z]*(?: (\d{4}))?$/;

/**
 * What an operator types as an instant, on a clock in this time zone: "2026-03-03 14:34:12", "3 Mar 2026, 14:34",
 * "yesterday 14:34", "14:34", "now", or ISO 8601 with an offset of its own. Without seconds, or without a time, the
 * whole minute or day belongs to it. Null when it is none of them, or no day of the calendar.
 */
export function parseInstant(typed: string, timeZone: string, now: Date): Date | null {
  return parsed(typed, { timeZone, now, lacking: LAST });
}

/** The same texts, as the first moment that they name: when something happens, not up to when it counts. */
export function parseMoment(typed: string, timeZone: string, now: Date): Date | null {
  return parsed(typed, { timeZone, now, lacking: FIRST });
}

interface Clock {
  readonly timeZone: string;
  readonly now: Date;
  /** What is taken for an hour, minute, second and milliseconds that nobody typed. */
  readonly lacking: { readonly hour: string; readonly minute: string; readonly second: string; readonly ms: number };
}

const FIRST = { hour: "00", minute: "00", second: "00", ms: 0 };
const LAST = { hour: "23", minute: "59", second: "59", ms: 999 };

function parsed(typed: string, { timeZone, now, lacking }: Clock): Date | null {
  const text = typed.trim().replace(/,/g, " ").replace(/\s+/g, " ");
  if (text === "") return null;
  if (text.toLowerCase() === "now") return now;
  if (/^\d{4}-\d\d-\d\d[T ][\d:.]+ ?(Z|[+-]\d\d:?\d\d)$/i.test(text))
    return validDate(text.replace(" ", "T").replace(" ", ""));
  const time = TIME.exec(text);
  const day = dayOf(
    text
      .slice(0, time?.index ?? text.length)
      .trim()
      .toLowerCase(),
    timeZone,
    now,
  );
  if (day === null) return null;
  const [hour, minute, second] =
    time === null ? [lacking.hour, lacking.minute, lacking.second] : [time[1], time[2], time[3] ?? lacking.second];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const instant = instantIn(`${day} ${hour?.padStart(2, "0")}:${minute}:${second}`, timeZone);
  const fraction = time?.[4];
  instant.setUTCMilliseconds(fraction === undefined ? lacking.ms : Number(fraction.padEnd(3, "0")));
  return Number.isNaN(instant.getTime()) ? null : instant;
}

function dayOf(text: string, timeZone: string, now: Date): string | null {
  const today = wallClockIn(now, timeZone).slice(0, 10);
  if (text === "" || text === "today") return today;
  if (text === "yesterday") return dayjs.utc(today).subtract(1, "day").format("YYYY-MM-DD");
  const iso = ISO_DAY.exec(text);
  if (iso !== null) return calendarDay(text);
  const [, day = "", month = "", year = today.slice(0, 4)] = WRITTEN_DAY.exec(text) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number === 0 ? null : calendarDay(`${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`);
}

function calendarDay(day: string): string | null {
  return dayjs.utc(day).format("YYYY-MM-DD") === day ? day : null;
}

function validDate(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
