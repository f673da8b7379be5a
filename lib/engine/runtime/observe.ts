import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { watermark } from "../store/watermark";
import type { BatchSampler } from "./batch-samples";
import { type Periodic, periodically } from "./periodically";
import { SAMPLE_SECONDS, takeSamples } from "./samples";
import { thinRebuildSamples } from "./thin-rebuild-samples";
import { allWindows, forgetOldSamples, recentWindows, thinSamples } from "./thin-samples";

interface Observing {
  readonly pool: pg.Pool;
  readonly signal: AbortSignal;
  readonly chain: () => Promise<UpcasterChain>;
  readonly batches: BatchSampler;
  readonly onError: (error: unknown, where: string) => void;
}

const THIN_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** What a worker does so that charts can be drawn: it measures every few seconds, and thins what was measured with age. */
export function observe({ pool, signal, chain, batches, onError }: Observing): Periodic[] {
  let thinned = false;
  const every = (everyMs: number, where: string, work: () => Promise<void>) =>
    periodically(signal, work, { everyMs: () => everyMs, onError: (error) => onError(error, where) });
  return [
    every(SAMPLE_SECONDS * 1_000, "samples", async () => {
      await batches.store(pool);
      // Upcasters that do not fit together are no reason not to measure.
      const upcasters = await chain().catch(() => null);
      await takeSamples(pool, await watermark(pool), (types) => upcasters?.sourcesOf(types) ?? types);
    }),
    every(THIN_EVERY_MS, "thinning samples", async () => {
      const now = new Date();
      for (const window of thinned ? recentWindows(now) : allWindows(now)) {
        if (signal.aborted) return;
        await thinSamples(pool, window);
      }
      thinned = true;
      await thinRebuildSamples(pool, new Date(now.getTime() - DAY_MS));
      await forgetOldSamples(pool, now);
    }),
  ];
}
