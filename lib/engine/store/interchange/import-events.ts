import type pg from "pg";
import { type InlineOptions, inlineProjections } from "../../projections/inline";
import { DEFAULT_MAX_PAYLOAD_BYTES } from "../event-columns";
import { withClient } from "../with-client";
import { applyBatch, flush } from "./apply-batch";
import { countFresh } from "./count-fresh";
import { readLines } from "./lines";
import { plainBytes } from "./plain-bytes";
import { type ReadProgress, type SkippedLine, stagedRows } from "./staged-rows";
import { dropStaging, stage, stagedTypes } from "./staging";

const DEFAULT_BATCH_LINES = 50_000;
const ANALYZE_FROM = 10_000;
const ANALYZE = "analyze foldline.streams, foldline.events";

export interface ImportOptions {
  /** Check everything and count what would be added, but add nothing. */
  readonly dryRun?: boolean;
  /** Leave out lines that are no events, instead of refusing the whole file. */
  readonly skipBad?: boolean;
  readonly maxPayloadBytes?: number;
  /** So many lines are applied in one transaction. */
  readonly batchLines?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Lets the import write the read models of inline projections, like the appends of a store that has them. */
  readonly inline?: InlineOptions;
}

/** Where an import is: it reads and checks the whole file, then applies it in batches of lines. */
export interface ImportProgress {
  readonly phase: "reading" | "applying";
  /** Lines that hold an event. */
  readonly events: number;
  /** The last line that this phase is done with. */
  readonly line: number;
  readonly lines: number;
}

export interface ImportResult {
  readonly lines: number;
  readonly events: number;
  /** In a dry run: how many would be appended. */
  readonly appended: number;
  /** Events that the store held already, or that the file repeats. */
  readonly known: number;
  readonly skippedCount: number;
  /** The first 100 of the skipped lines. */
  readonly skipped: readonly SkippedLine[];
  readonly dryRun: boolean;
}

/**
 * Imports CloudEvents 1.0, one JSON object a line, plain or gzip. Nothing is applied before every line has
 * been checked. Events that the store holds are left out, so an interrupted import is completed by running it again.
 */
export async function importEvents(
  pool: pg.Pool,
  source: AsyncIterable<Buffer>,
  options: ImportOptions = {},
): Promise<ImportResult> {
  return withClient(pool, async (client) => {
    try {
      const progress = await readIntoStaging(client, source, options);
      const appended = options.dryRun ? await countFresh(client) : await applyAll(pool, client, progress, options);
      return {
        lines: progress.lastLine,
        events: progress.events,
        appended,
        known: progress.events - appended,
        skippedCount: progress.skippedCount,
        skipped: progress.skipped,
        dryRun: options.dryRun ?? false,
      };
    } finally {
      // When the connection broke, its temporary table is gone with it.
      await dropStaging(client).catch(() => undefined);
    }
  });
}

async function readIntoStaging(
  client: pg.PoolClient,
  source: AsyncIterable<Buffer>,
  { maxPayloadBytes = DEFAULT_MAX_PAYLOAD_BYTES, skipBad = false, onProgress }: ImportOptions,
): Promise<ReadProgress> {
  const progress: ReadProgress = { lastLine: 0, events: 0, skippedCount: 0, skipped: [] };
  // Escapes can make a line longer than the payload it stands for.
  const lines = readLines(plainBytes(source), maxPayloadBytes * 2 + 65_536);
  const rows = stagedRows(lines, { maxPayloadBytes, skipBad }, progress);
  const watched = (async function* () {
    for await (const chunk of rows) {
      onProgress?.({ phase: "reading", events: progress.events, line: progress.lastLine, lines: progress.lastLine });
      yield chunk;
    }
  })();
  await stage(client, watched);
  return progress;
}

async function applyAll(
  pool: pg.Pool,
  client: pg.PoolClient,
  read: ReadProgress,
  options: ImportOptions,
): Promise<number> {
  const { batchLines = DEFAULT_BATCH_LINES, onProgress } = options;
  const inline = options.inline === undefined ? null : inlineProjections(pool, options.inline);
  const types = inline === null ? [] : await stagedTypes(client);
  let appended = 0;
  for (let line = 0; line < read.lastLine; line += batchLines) {
    const to = Math.min(line + batchLines, read.lastLine);
    appended += await (inline === null
      ? applyBatch(client, line, to, null)
      : inline.storing(types, (steps) => applyBatch(client, line, to, steps)));
    onProgress?.({ phase: "applying", events: read.events, line: to, lines: read.lastLine });
  }
  await flush(client);
  if (appended >= ANALYZE_FROM) await client.query(ANALYZE);
  return appended;
}
