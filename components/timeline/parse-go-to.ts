import { parseInstant } from "@/lib/format/wall-clock";

/** Where to go in a stream: exactly one of them. */
export interface GoTo {
  readonly version?: number;
  readonly position?: string;
  readonly instant?: string;
}

/** What an operator types to go somewhere: "14", "@48,213,907", or an instant on a clock in this time zone. */
export function parseGoTo(typed: string, timeZone: string, now: Date): GoTo | null {
  const text = typed.trim().replace(/^#\s*/, "");
  const digits = text.replace(/[,\s]/g, "");
  if (/^\d{1,15}$/.test(digits)) return { version: Number(digits) };
  if (/^@\d{1,19}$/.test(digits)) return { position: digits.slice(1) };
  const instant = parseInstant(text, timeZone, now);
  return instant === null ? null : { instant: instant.toISOString() };
}
