/** Which item could not be applied, and why. */
export interface Culprit<Item> {
  readonly item: Item;
  readonly error: unknown;
}

/**
 * Finds the first of some items that cannot be applied, when applying them together does not say which. `apply` does a
 * run of items for good, or throws and does nothing: every item before the culprit is applied, none from it on. Returns
 * `null` when in parts all could be applied. Errors for which `isItems` is false are thrown on.
 */
export async function bisect<Item>(
  items: readonly Item[],
  apply: (run: readonly Item[]) => Promise<void>,
  isItems: (error: unknown) => boolean,
): Promise<Culprit<Item> | null> {
  for (let left = items; left.length > 0; ) {
    const half = left.slice(0, Math.ceil(left.length / 2));
    try {
      await apply(half);
      left = left.slice(half.length);
    } catch (error) {
      if (!isItems(error)) throw error;
      const [first] = half;
      if (half.length === 1 && first !== undefined) return { item: first, error };
      left = half;
    }
  }
  return null;
}
