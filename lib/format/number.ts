const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const formatters = new Map<number, Intl.NumberFormat>();

/** A count in full, with thousands separators: 48,213,907. */
export function formatCount(value: number | bigint): string {
  return whole.format(value);
}

/** A number with exactly `digits` decimals and thousands separators. */
export function formatDecimal(value: number, digits: number): string {
  let formatter = formatters.get(digits);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formatters.set(digits, formatter);
  }
  return formatter.format(value);
}

/** A rate without its unit: 240,118 from 100 on, 9.7 below, 0 for none. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return "0";
  return perSecond >= 100 ? formatCount(Math.round(perSecond)) : formatDecimal(perSecond, perSecond < 0.1 ? 2 : 1);
}

/** A share of 1 as "61.0 %"; what is not quite all or not quite none never reads as all or none. */
export function formatPercent(share: number, digits = 1): string {
  const edge = 0.5 / 10 ** digits;
  const percent = share * 100;
  if (percent > 0 && percent < edge) return `< ${formatDecimal(2 * edge, digits)} %`;
  if (percent < 100 && percent > 100 - edge) return `> ${formatDecimal(100 - 2 * edge, digits)} %`;
  return `${formatDecimal(percent, digits)} %`;
}

/** k and M, for axes only. */
export function formatAxisCount(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${trim(value / 1e9)} G`;
  if (size >= 1e6) return `${trim(value / 1e6)} M`;
  if (size >= 1e4) return `${trim(value / 1e3)} k`;
  return trim(value);
}

function trim(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString("en-US", { maximumFractionDigits: 3 });
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** A size in decimal units with three figures: 41.2 kB, 498 MB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${formatDecimal(value, digits)} ${BYTE_UNITS[unit] ?? "B"}`;
}

/** "1 event", "2 events", "0 events"; the plural is given where it is not the noun and an s. */
export function formatCounted(value: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${Number(value) === 1 ? noun : plural}`;
}
