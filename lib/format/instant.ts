export interface InstantOptions {
  /** An IANA name; UTC when absent. */
  readonly timeZone?: string;
  /** "always", "never", or only when it is not the current year (the default). */
  readonly year?: "always" | "never" | "auto";
  readonly weekday?: boolean;
  readonly seconds?: boolean;
  readonly milliseconds?: boolean;
  /** What "auto" compares with. */
  readonly now?: Date;
}

/** An instant as "Tue 3 Mar 2026, 14:34:08.271". */
export function formatInstant(instant: Date, options: InstantOptions = {}): string {
  return `${formatDay(instant, options)}, ${formatTimeOfDay(instant, options)}`;
}

/** The day alone: "Tue 3 Mar 2026". */
export function formatDay(instant: Date, options: InstantOptions = {}): string {
  const { timeZone = "UTC", year = "auto", weekday = true, now = new Date() } = options;
  const part = partsOf(instant, timeZone);
  const withYear = year === "always" || (year === "auto" && part.year !== partsOf(now, timeZone).year);
  return [weekday ? part.weekday : "", part.day, part.month, withYear ? part.year : ""].filter(Boolean).join(" ");
}

/** The month alone, for axes: "Apr", and the year in place of January. */
export function formatMonth(instant: Date, timeZone = "UTC"): string {
  const { month, year } = partsOf(instant, timeZone);
  return month === "Jan" ? year : month;
}

/** The time of day alone: "14:34:08.271". */
export function formatTimeOfDay(instant: Date, options: InstantOptions = {}): string {
  const { timeZone = "UTC", seconds = true, milliseconds = false } = options;
  const part = partsOf(instant, timeZone);
  const minute = `${part.hour}:${part.minute}`;
  if (!seconds) return minute;
  return milliseconds ? `${minute}:${part.second}.${part.fractionalSecond}` : `${minute}:${part.second}`;
}

/** The abbreviation of a time zone at an instant: "CET", "UTC", "GMT+5:30". */
export function timeZoneName(instant: Date, timeZone = "UTC"): string {
  const parts = formatter(`name ${timeZone}`, { timeZone, timeZoneName: "short", hour: "numeric" }).formatToParts(
    instant,
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** Whether this machine knows the time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

interface Parts {
  weekday: string;
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
  second: string;
  fractionalSecond: string;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const EMPTY: Parts = {
  weekday: "",
  day: "",
  month: "",
  year: "",
  hour: "",
  minute: "",
  second: "",
  fractionalSecond: "",
};

function partsOf(instant: Date, timeZone: string): Parts {
  const parts = { ...EMPTY };
  const options = {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  } as const;
  for (const { type, value } of formatter(timeZone, options).formatToParts(instant)) {
    if (type in parts) parts[type as keyof Parts] = value;
  }
  // Newer ICU data abbreviates September to four letters in British English.
  return { ...parts, month: parts.month.slice(0, 3) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let known = formatters.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat("en-GB", options);
    formatters.set(key, known);
  }
  return known;
}

/** How far a time zone is ahead of UTC at an instant, in ms. */
export function zoneOffsetMs(instant: Date, timeZone: string): number {
  const part = partsOf(instant, timeZone);
  const month = MONTHS.indexOf(part.month);
  const wall = Date.UTC(
    Number(part.year),
    month,
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  );
  return Math.round((wall - Math.floor(instant.getTime() / 1000) * 1000) / 60_000) * 60_000;
}
