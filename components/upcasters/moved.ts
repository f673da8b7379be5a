/** The list with the item at one place moved to another. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  const rest = items.filter((_, index) => index !== from);
  return item === undefined ? items : rest.toSpliced(Math.max(0, to), 0, item);
}
