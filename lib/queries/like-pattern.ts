import "server-only";

/** A pattern for LIKE that finds `text` anywhere, whatever signs it holds. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
