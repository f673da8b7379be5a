import "server-only";

/** Whether Postgres takes `text` as a parameter. Nothing stored holds NUL, so what is not storable is not there. */
export function isStorable(text: string): boolean {
  return !text.includes("\0");
}
