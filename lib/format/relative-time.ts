import { formatDuration, formatSeconds } from "./duration";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** How long ago, for lists: "3 min ago", "1 h 26 min ago", "in 16 min", "now". */
export function formatRelative(instant: Date, now: Date): string {
  const age = now.getTime() - instant.getTime();
  if (Math.abs(age) < 1000) return "now";
  return age > 0 ? `${formatAge(age)} ago` : `in ${formatAge(-age)}`;
}

/** An age as a list shows it: one unit while it is short or very long, two between. */
export function formatAge(ms: number): string {
  if (ms < MINUTE) return formatSeconds(Math.floor(ms / 1000) * 1000);
  if (ms < HOUR) return formatDuration(Math.floor(ms / MINUTE) * MINUTE);
  if (ms < DAY) return formatDuration(Math.floor(ms / MINUTE) * MINUTE);
  if (ms < 30 * DAY) return formatDuration(Math.floor(ms / HOUR) * HOUR);
  if (ms < YEAR) return formatDuration(Math.floor(ms / DAY) * DAY);
  return `${Math.floor(ms / YEAR)} y`;
}
