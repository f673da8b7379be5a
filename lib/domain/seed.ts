import type pg from "pg";
import { importEvents, loadChain } from "@/lib/engine";
import { beginSeed, completeSeed } from "./demo-settings";
import { generateHistory } from "./generator/history";
import type { HistoricEvent } from "./generator/journal";
import { projections } from "./registry";
import { upcasters } from "./upcasters";

export interface SeedResult {
  /** How many events this run added; 0 when the history was there already. */
  readonly events: number;
  /** In how many streams the whole history lies. */
  readonly streams: number;
  readonly elapsedMs: number;
}

export interface SeedProgress {
  readonly done: number;
  readonly total: number;
}

const LINES_A_CHUNK = 1_000;

/**
 * Writes the demo shop's two years into the store. They end at the moment of the first run: a second run adds nothing,
 * and one that was interrupted is completed, because every event has the same id each time.
 */
export async function seedDemo(
  pool: pg.Pool,
  onProgress: (progress: SeedProgress) => void = () => undefined,
  now = new Date(),
): Promise<SeedResult> {
  const startedAt = performance.now();
  const { until, streams: complete } = await beginSeed(pool, now);
  if (complete !== undefined) return { events: 0, streams: complete, elapsedMs: performance.now() - startedAt };
  const history = generateHistory(until);
  const total = history.length;
  const result = await importEvents(pool, cloudEventLines(history), {
    inline: { projections, chain: () => loadChain(pool, upcasters) },
    onProgress: ({ phase, events, line }) =>
      onProgress({ done: (phase === "reading" ? events : total + line) / 2, total }),
  });
  const streams = new Set(history.map(({ streamId }) => streamId)).size;
  await completeSeed(pool, streams);
  return { events: result.appended, streams, elapsedMs: performance.now() - startedAt };
}

/** The history as CloudEvents lines of Foldline's own, which is what the import takes. */
async function* cloudEventLines(history: readonly HistoricEvent[]): AsyncGenerator<Buffer> {
  for (let from = 0; from < history.length; from += LINES_A_CHUNK) {
    yield Buffer.from(
      history
        .slice(from, from + LINES_A_CHUNK)
        .map(cloudEventLine)
        .join(""),
    );
  }
}

function cloudEventLine({ streamId, event }: HistoricEvent): string {
  const { eventId, type, schemaVersion, data, occurredAt, metadata } = event;
  return `${JSON.stringify({
    specversion: "1.0",
    id: eventId,
    source: "foldline",
    subject: streamId,
    type,
    time: occurredAt,
    schemaversion: schemaVersion,
    data,
    correlationid: metadata?.correlationId,
    causationid: metadata?.causationId,
    actor: metadata?.actor,
  })}\n`;
}
