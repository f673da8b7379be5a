import { integerDigits } from "./decimal";

const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|z|[+-]\d\d(?::?\d\d)?))?)?$/;
/** Smaller numbers count seconds (up to the year 5138), larger ones milliseconds (from 1973 on). */
const FIRST_MILLISECONDS = 100_000_000_000n;

/**
 * A date, a date with a time, or a number of seconds or milliseconds since 1970, as an ISO 8601 time in UTC; null: it is
 * none of these. Without a zone it is UTC. More than three decimal places of a second are kept.
 */
export function instantText(written: string): string | null {
  const text = written.trim();
  return DATE.test(text) ? ofDate(text) : ofNumber(text);
}

function ofDate(text: string): string | null {
  const [, date = "", time = "00:00", seconds = "00", fraction = "", zone = "Z"] = DATE.exec(text) ?? [];
  const local = new Date(`${date}T${time}:${seconds}Z`);
  // A day such as the 30th of February becomes another one.
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 10) !== date) return null;
  const offset = minutesOf(zone);
  return offset === null ? null : write(local.getTime() - offset * 60_000, fraction);
}

function minutesOf(zone: string): number | null {
  if (zone === "Z" || zone === "z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function ofNumber(text: string): string | null {
  const nanoseconds = integerDigits(text, 9);
  if (!("digits" in nanoseconds) || nanoseconds.digits.length > 25) return null;
  const number = BigInt(nanoseconds.digits);
  const size = (number < 0n ? -number : number) / 1_000_000_000n;
  const inNanoseconds = size < FIRST_MILLISECONDS ? number : number / 1000n;
  const fraction = ((inNanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = (inNanoseconds - fraction) / 1_000_000_000n;
  return write(Number(seconds) * 1000, fraction.toString().padStart(9, "0"));
}

/** The milliseconds are a whole number of seconds; `fraction` has the digits after its point. */
function write(wholeSecondsMs: number, fraction: string): string | null {
  const time = new Date(wholeSecondsMs);
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0 || time.getUTCFullYear() > 9999) return null;
  const digits = fraction.replace(/0+$/, "").padEnd(3, "0");
  return `${time.toISOString().slice(0, 19)}.${digits}Z`;
}
