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
