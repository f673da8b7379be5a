import type { Pulse } from "@/lib/api/pulse";
import { formatCount, formatRate } from "@/lib/format/number";
import classes from "./store-pulse.module.css";

/** The watermark, the append rate and the live workers, at the foot of the navigation. */
export function StorePulse({ pulse, stale }: { readonly pulse: Pulse; readonly stale: boolean }) {
  const rate = pulse.appendsPerSecond;
  return (
    <dl className={classes.pulse} data-stale={stale || undefined}>
      <div>
        <dt>Watermark</dt>
        <dd className={classes.strong}>{formatCount(BigInt(pulse.watermark))}</dd>
      </div>
      <div>
        <dt>Appends</dt>
        <dd>{rate === null ? "—" : `${formatRate(rate)} events/s`}</dd>
      </div>
      <div>
        <dt>Workers</dt>
        <dd data-none={pulse.liveWorkers === 0 || undefined}>
          {pulse.liveWorkers === 0 ? "none live" : `${pulse.liveWorkers} live`}
        </dd>
      </div>
      {stale && (
        <div>
          <dt>Not updated: the server does not answer</dt>
        </div>
      )}
    </dl>
  );
}
