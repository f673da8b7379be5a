const MAX_LENGTH = 300;
const UUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;
const QUOTED = /"[^"]*"|`[^`]*`|“[^”]*”|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;
// A word with a digit in it is an id or a number: "A12345", "order-17", "-3.5", "1e9".
const NUMBERED = /-?(?<![\p{L}\p{N}_])[\p{L}_-]*\p{N}(?:[\p{L}\p{N}_]|[-.,:/+](?=[\p{L}\p{N}]))*/gu;

/** The same text for messages that differ only in ids, numbers and quoted values. */
export function errorGroup(message: string): string {
  const grouped = message.replace(UUID, "#").replace(QUOTED, '"…"').replace(NUMBERED, "#");
  return grouped.replace(/\s+/g, " ").trim().slice(0, MAX_LENGTH);
}
