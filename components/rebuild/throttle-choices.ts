import { formatCount } from "@/lib/format/number";

const RATES = [100_000, 50_000, 20_000, 10_000, 5_000, 1_000] as const;

/** The rates that a build can be held to, fastest first; "" is none. */
export const THROTTLE_CHOICES = [
  { value: "", label: "no limit" },
  ...RATES.map((rate) => ({ value: String(rate), label: `${formatCount(rate)} events/s` })),
];

/** A throttle in words. */
export function throttleWords(throttle: number | null): string {
  return throttle === null ? "none" : `${formatCount(throttle)} events/s`;
}
