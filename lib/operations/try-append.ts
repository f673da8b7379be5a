import "server-only";
import type { CorrectionDryRun } from "@/lib/api/corrections";
import { pool } from "@/lib/db/pool";
import { type AppendResult, inTransaction, type NewEvent } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { store } from "@/lib/store";
import { refusalsInWords } from "./append-refusals";

// A dry run holds the stream's row; it gives way rather than wait for others, or keep them waiting.
const PATIENCE = "set local lock_timeout = '2s'; set local statement_timeout = '5s'";

/** What an append came to that was taken back. */
interface TriedAppend {
  readonly result: AppendResult | null;
  /** The stream's version, where it is not the expected one. */
  readonly conflict: number | null;
  readonly refusal: CorrectionDryRun["refusal"];
  /** Whether the event is one that the store would take at all. */
  readonly storable: boolean;
}

class TakenBack extends Error {
  readonly result: AppendResult;

  constructor(result: AppendResult) {
    super("The dry run was taken back.");
    this.result = result;
  }
}

/** Appends an event and takes it back: whether the store, its schemas and its inline projections would take it. */
export async function tryAppend(streamId: string, expectedVersion: number, event: NewEvent): Promise<TriedAppend> {
  try {
    return await refusalsInWords(() =>
      inTransaction(pool, async (client) => {
        await client.query(PATIENCE);
        throw new TakenBack(await store.append(streamId, expectedVersion, [event], { client, schemas: "refuse" }));
      }),
    );
  } catch (error) {
    if (error instanceof TakenBack) return { result: error.result, conflict: null, refusal: null, storable: true };
    if (isImpatience(error)) {
      throw new AppError("Others are appending to the stream just now, and hold it. Try the dry run again.", {
        code: "unavailable",
        cause: error,
      });
    }
    if (!(error instanceof AppError)) throw error;
    const { code, message, details = {} } = error;
    if (code === "conflict" && typeof details.actual === "number") {
      return { result: null, conflict: details.actual, refusal: null, storable: true };
    }
    const text = (value: unknown) => (typeof value === "string" ? value : null);
    const refusal = { code, message, path: text(details.path), projection: text(details.projection) };
    return { result: null, conflict: null, refusal, storable: refusal.path !== null || refusal.projection !== null };
  }
}

// Lock not available, query cancelled.
function isImpatience(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "55P03" || error.code === "57014");
}
