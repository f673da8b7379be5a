import type pg from "pg";
import { type InlineOptions, inlineProjections } from "../../projections/inline";
import type { SchemaRegistry } from "../../schemas/schema-registry";
import { DEFAULT_MAX_PAYLOAD_BYTES } from "../event-columns";
import { withClient } from "../with-client";
import { applyBatch, flush } from "./apply-batch";
import { countFresh } from "./count-fresh";
import { readLines } from "./lines";
import { plainBytes } from "./plain-bytes";
import { refuseMisfits } from "./staged-misfits";
import { countSkipped, type ReadProgress, type SkippedLine, stagedRows } from "./staged-rows";
import { dropStaging, stage, stagedTypes } from "./staging";

const DEFAULT_BATCH_LINES = 50_000;
const ANALYZE_FROM = 10_000;
const ANALYZE = "analyze foldline.streams, foldline.events";

export interface ImportOptions {
  /** Check everything and count what would be added, but add nothing. */
  readonly dryRun?: boolean;
  /** Leave out lines that are no events or are refused, instead of refusing the whole file. */
  readonly skipBad?: boolean;
  /** Take also events in which values are pseudonyms; refused unless told. */
  readonly masked?: boolean;
  readonly maxPayloadBytes?: number;
  /** So many lines are applied in one transaction. */
  readonly batchLines?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Lets the import write the read models of inline projections, like the appends of a store that has them. */
  readonly inline?: InlineOptions;
  /** Refuses events that do not fit a published JSON Schema that says so, like the appends of a store that has it. */
  readonly schemas?: () => Promise<SchemaRegistry>;
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
      const checked = await checkSchemas(client, { from: 0, to: progress.lastLine }, progress, options);
      const appended = options.dryRun
        ? await countFresh(client)
        : await applyAll(pool, client, { ...options, progress, checked });
      return {
        lines: progress.lastLine,
        events: progress.events,
        appended,
        known: progress.events - appended,
        skippedCount: progress.skippedCount,
        skipped: progress.skipped.toSorted((a, b) => a.line - b.line),
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
  { maxPayloadBytes = DEFAULT_MAX_PAYLOAD_BYTES, skipBad = false, masked = false, onProgress }: ImportOptions,
): Promise<ReadProgress> {
  const progress: ReadProgress = { lastLine: 0, events: 0, skippedCount: 0, skipped: [] };
  // Escapes can make a line longer than the payload it stands for.
  const lines = readLines(plainBytes(source), maxPayloadBytes * 2 + 65_536);
  const rows = stagedRows(lines, { maxPayloadBytes, skipBad, masked }, progress);
  const watched = (async function* () {
    for await (const chunk of rows) {
      onProgress?.({ phase: "reading", events: progress.events, line: progress.lastLine, lines: progress.lastLine });
      yield chunk;
    }
  })();
  await stage(client, watched);
  return progress;
}

/** Refuses lines by the schemas that refuse now, unless these are `checked` already; gives back which they were. */
async function checkSchemas(
  client: pg.PoolClient,
  lines: { readonly from: number; readonly to: number },
  progress: ReadProgress,
  { schemas, skipBad = false, checked = "" }: ImportOptions & { readonly checked?: string },
): Promise<string> {
  const registry = await schemas?.();
  if (registry === undefined || registry.refused.ids === checked) return checked;
  const onSkipped = (line: SkippedLine) => {
    progress.events--;
    countSkipped(progress, line);
  };
  await refuseMisfits(client, lines, registry, skipBad ? onSkipped : null);
  return registry.refused.ids;
}

async function applyAll(
  pool: pg.Pool,
  client: pg.PoolClient,
  options: ImportOptions & { readonly progress: ReadProgress; readonly checked: string },
): Promise<number> {
  const { batchLines = DEFAULT_BATCH_LINES, onProgress, progress: read } = options;
  const inline = options.inline === undefined ? null : inlineProjections(pool, options.inline);
  const types = inline === null ? [] : await stagedTypes(client);
  let appended = 0;
  for (let line = 0; line < read.lastLine; line += batchLines) {
    const to = Math.min(line + batchLines, read.lastLine);
    // A schema may have begun to refuse since the file was checked.
    await checkSchemas(client, { from: line, to }, read, options);
    appended += await (inline === null
      ? applyBatch(client, line, to, null)
      : inline.storing(types, (steps) => applyBatch(client, line, to, steps)));
    onProgress?.({ phase: "applying", events: read.events, line: to, lines: read.lastLine });
  }
  await flush(client);
  if (appended >= ANALYZE_FROM) await client.query(ANALYZE);
  return appended;
}
