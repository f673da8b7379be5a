import { formatDecimal } from "./number";

const UNITS = [
  { name: "y", ms: 365 * 86_400_000 },
  { name: "d", ms: 86_400_000 },
  { name: "h", ms: 3_600_000 },
  { name: "min", ms: 60_000 },
  { name: "s", ms: 1000 },
] as const;

/** A duration in two units: "11 min 42 s", "4 d 6 h"; below a minute one, down to microseconds: "0.2 s", "6 µs". */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms === 0) return "0 s";
  if (ms < 0.9995) return `${formatDecimal(ms * 1000, 0)} µs`;
  if (ms < 9.95) return `${formatDecimal(ms, 1)} ms`;
  if (ms < 99.5) return `${formatDecimal(ms, 0)} ms`;
  if (ms < 9950) return `${formatDecimal(ms / 1000, 1)} s`;
  if (ms < 59_500) return `${formatDecimal(ms / 1000, 0)} s`;
  return inTwoUnits(ms);
}

/** A duration in whole seconds or more, for figures that tick: "0 s", "41 s", "1 min 41 s". */
export function formatSeconds(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : inTwoUnits(seconds * 1000);
}

function inTwoUnits(ms: number): string {
  for (const [index, large] of UNITS.entries()) {
    const small = UNITS[index + 1];
    if (small === undefined) break;
    const rounded = Math.round(ms / small.ms) * small.ms;
    if (rounded < large.ms) continue;
    const count = Math.floor(rounded / large.ms);
    const rest = Math.round((rounded - count * large.ms) / small.ms);
    return rest === 0 ? `${count} ${large.name}` : `${count} ${large.name} ${rest} ${small.name}`;
  }
  return `${Math.round(ms / 1000)} s`;
}
