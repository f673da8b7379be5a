export interface Periodic {
  /** Does the work now instead of when its time comes. */
  wake(): void;
  /** Settles when the signal has fired and the work that was going on is over. */
  readonly done: Promise<void>;
}

/** Does `work` again and again, with a pause in between, until the signal fires; an error ends one turn, not the rest. */
export function periodically(
  signal: AbortSignal,
  work: () => Promise<void>,
  options: { readonly everyMs: () => number; readonly onError: (error: unknown) => void },
): Periodic {
  let wake = () => {};
  let woken = false;
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(end, woken ? 0 : options.everyMs());
      function end() {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      }
      woken = false;
      wake = end;
      if (signal.aborted) end();
      else signal.addEventListener("abort", end, { once: true });
    });
  const run = async () => {
    while (!signal.aborted) {
      await work().catch(options.onError);
      await pause();
    }
  };
  const done = run();
  return {
    done,
    wake() {
      woken = true;
      wake();
    },
  };
}
