import "server-only";

/** Gives the result that is kept under a key, or does the work; whoever asks meanwhile waits for the same work. */
export type RecentResults<Result> = (key: readonly unknown[], work: () => Promise<Result>) => Promise<Result>;

/** Keeps the last few results of work that is costly and whose answer never changes; not those that failed. */
export function recentResults<Result>(
  most: number,
  isWorthKeeping: (result: Result) => boolean = () => true,
): RecentResults<Result> {
  const kept = new Map<string, Promise<Result>>();
  return async (parts, work) => {
    const key = JSON.stringify(parts);
    const found = kept.get(key) ?? work();
    // The newest stands last, so that the first is the one to give up.
    kept.delete(key);
    kept.set(key, found);
    for (const [oldest] of [...kept].slice(0, Math.max(0, kept.size - most))) kept.delete(oldest);
    try {
      const result = await found;
      if (!isWorthKeeping(result)) forget(key, found);
      return result;
    } catch (error) {
      forget(key, found);
      throw error;
    }
  };

  function forget(key: string, result: Promise<Result>): void {
    if (kept.get(key) === result) kept.delete(key);
  }
}
