import { isTimeZone } from "./instant";

/** The cookie that keeps an operator's time zone. */
export const TIME_ZONE_COOKIE = "foldline-time-zone";

/** The cookie's value as a time zone that this machine knows, or null. */
export function parseTimeZone(value: string | undefined): string | null {
  if (value === undefined) return null;
  try {
    const name = decodeURIComponent(value);
    return isTimeZone(name) ? name : null;
  } catch {
    return null;
  }
}
