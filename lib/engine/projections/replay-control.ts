import { setTimeout as sleep } from "node:timers/promises";

/** Whether a replay may go on, and how fast. */
export interface ReplayControl {
  /**
   * Waits while the replay is paused or ahead of its throttle, then says how many positions it may read before it asks
   * again. To be called with no transaction open.
   */
  admit(eventsRead: number): Promise<bigint>;
}

/** What an operator decided about a rebuild while it runs. */
export interface ReplayLimits {
  readonly paused: boolean;
  /** Events a second; `null`: as fast as it can. */
  readonly throttle: number | null;
}

export interface AdjustableControl extends ReplayControl {
  adjust(limits: ReplayLimits): void;
}

// A COPY keeps one snapshot: short ranges of positions let vacuum go on beside a long replay.
const MOST_POSITIONS = 200_000n;
const LOOK_EVERY_MS = 50;
// A throttled replay goes in steps of a fifth of a second: that much it may be ahead.
const STEPS_A_SECOND = 5;

/** A control for a replay that nobody holds back. */
export const unhindered: ReplayControl = { admit: async () => MOST_POSITIONS };

/** A control that follows what it is told; the signal ends its waiting with the signal's reason. */
export function replayControl(signal: AbortSignal, initially: ReplayLimits): AdjustableControl {
  let limits = initially;
  // From here the throttle counts: a pause, or a time without a throttle, gives no credit.
  let since: { readonly at: number; readonly eventsRead: number } | null = null;
  const isAhead = (eventsRead: number, throttle: number) => {
    since ??= { at: performance.now(), eventsRead };
    return eventsRead - since.eventsRead > ((performance.now() - since.at) / 1000) * throttle;
  };
  return {
    adjust(next) {
      if (next.paused !== limits.paused || next.throttle !== limits.throttle) since = null;
      limits = next;
    },
    async admit(eventsRead) {
      for (;;) {
        signal.throwIfAborted();
        const { paused, throttle } = limits;
        if (!paused && throttle === null) return MOST_POSITIONS;
        if (!paused && throttle !== null && !isAhead(eventsRead, throttle)) {
          return BigInt(Math.ceil(throttle / STEPS_A_SECOND));
        }
        await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    },
  };
}
