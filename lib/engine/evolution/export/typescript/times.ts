import type { Snippets } from "../snippets";

/** Times and durations, as TypeScript. */
export const TIMES: Snippets = {
  Duration: `
const BILLION = 1_000_000_000;
class Duration {
  readonly seconds: bigint;
  readonly nanos: number;
  constructor(seconds: bigint, nanos: number) {
    this.seconds = seconds;
    this.nanos = nanos;
  }
  static ofMilliseconds(milliseconds: number): Duration {
    const nanos = BigInt(Math.trunc(milliseconds * 1_000_000));
    return new Duration(nanos / BigInt(BILLION), Number(nanos % BigInt(BILLION)));
  }
  plus(other: Duration): Duration {
    const nanos = this.nanos + other.nanos;
    return new Duration(this.seconds + other.seconds + BigInt(Math.floor(nanos / BILLION)), nanos % BILLION);
  }
  minus(other: Duration): Duration {
    const nanos = this.nanos - other.nanos;
    return new Duration(this.seconds - other.seconds + BigInt(Math.floor(nanos / BILLION)), (nanos + BILLION) % BILLION);
  }
  after(time: Date): Date {
    return new Date(time.getTime() + Number(this.seconds) * 1000 + Math.floor(this.nanos / 1_000_000));
  }
  before(time: Date): Date {
    return new Date(time.getTime() - Number(this.seconds) * 1000 - Math.floor(this.nanos / 1_000_000));
  }
  equals(other: Duration): boolean {
    return this.seconds === other.seconds && this.nanos === other.nanos;
  }
  valueOf(): number {
    return Number(this.seconds) * 1000 + this.nanos / 1_000_000;
  }
  toString(): string {
    const fraction = this.nanos / BILLION;
    const digits = fraction.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 9 });
    return this.seconds + (this.nanos === 0 ? "" : digits.slice(1)) + "s";
  }
}`,
  timeText: `
function timeText(time: Date): string {
  return Number.isNaN(time.getTime()) ? fail("The result is a time that does not exist.") : time.toISOString();
}`,
  asTime: `
function asTime(value: unknown): Date {
  if (typeof value !== "bigint" && (text(value).length < 20 || text(value).length > 30)) {
    fail("timestamp() requires a text in ISO 8601 format");
  }
  const time = typeof value === "bigint" ? new Date(Number(value) * 1000) : new Date(text(value));
  const exists = time.getTime() <= 253402300799999 && time.getTime() >= -62135596800000;
  return exists ? time : fail("timestamp() requires a time of the years 1 to 9999");
}`,
  asDuration: String.raw`
const UNITS: Record<string, bigint> = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  µs: 1_000n,
  ns: 1n,
};
function asDuration(value: unknown): Duration {
  const isNegative = text(value).startsWith("-");
  let rest = text(value).replace(/^[+-]/, "");
  let nanos = 0n;
  do {
    const [part, whole = "", fraction = "", unit = ""] =
      /^([0-9]*)\.?([0-9]*)(ns|us|µs|ms|s|m|h)/.exec(rest) ?? fail("Invalid duration: " + text(value));
    const length = UNITS[unit] ?? 0n;
    nanos += BigInt(whole) * length + (BigInt(fraction.slice(0, 13).padEnd(13, "0")) * length) / 10_000_000_000_000n;
    rest = rest.slice(part.length);
  } while (rest !== "");
  const seconds = nanos / BigInt(BILLION);
  const left = Number(nanos % BigInt(BILLION));
  return isNegative ? new Duration(-seconds, -left) : new Duration(seconds, left);
}`,
  timePart: `
function timePart(name: string, value: unknown, zone?: unknown): bigint {
  if (value instanceof Date) return BigInt(partOfTime(name, value, zone === undefined ? undefined : text(zone)));
  if (!(value instanceof Duration) || zone !== undefined) return unfit(name, value);
  if (name === "getHours") return value.seconds / 3600n;
  if (name === "getMinutes") return value.seconds / 60n;
  if (name === "getSeconds") return value.seconds;
  if (name === "getMilliseconds") return value.seconds * 1000n + BigInt(Math.floor(value.nanos / 1_000_000));
  return unfit(name, value);
}`,
  partOfTime: `
function partOfTime(name: string, time: Date, zone: string | undefined): number {
  // A time that shows as its UTC parts what the clocks of the zone show.
  const local = zone === undefined ? time : new Date(time.toLocaleString("en-US", { timeZone: zone }) + " UTC");
  if (name === "getDate") return local.getUTCDate();
  if (name === "getDayOfMonth") return local.getUTCDate() - 1;
  if (name === "getDayOfWeek") return local.getUTCDay();
  if (name === "getDayOfYear") return Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000);
  if (name === "getFullYear") return local.getUTCFullYear();
  if (name === "getHours") return local.getUTCHours();
  if (name === "getMilliseconds") return time.getUTCMilliseconds();
  if (name === "getMinutes") return local.getUTCMinutes();
  if (name === "getMonth") return local.getUTCMonth();
  return local.getUTCSeconds();
}`,
};
