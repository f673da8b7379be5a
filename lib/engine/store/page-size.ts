const PAGE_CHARACTERS = 2_000_000;

/** How many rows to read next, so that a page of rows as long as those just read stays small in memory. */
export function nextPageSize(texts: readonly string[], largest: number): number {
  const characters = texts.reduce((sum, text) => sum + text.length, texts.length);
  return Math.max(1, Math.min(largest, Math.floor((PAGE_CHARACTERS * texts.length) / characters)));
}
