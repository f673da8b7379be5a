import { errorWords } from "../error-words";
import { ProjectionFailedError, UpcastFailedError } from "../errors";
import { LeaseLostError } from "./errors";
import type { RebuildFailure } from "./progress";

/** What is stored of an error: its words, its stack, and the event it happened on. */
export function failureOf(error: unknown): RebuildFailure {
  const reason = error instanceof Error ? error : new Error(String(error));
  const place = error instanceof ProjectionFailedError || error instanceof UpcastFailedError ? error.event : null;
  const origin = reason.cause instanceof Error ? reason.cause : reason;
  return {
    message: storable(errorWords(reason)),
    stack: storable(origin.stack?.replace(origin.message, () => errorWords(origin)) ?? "") || null,
    streamId: place?.streamId ?? null,
    streamVersion: place?.version ?? null,
    position: place?.position.toString() ?? null,
    type: error instanceof ProjectionFailedError ? error.type : null,
  };
}

/** Text that may quote a payload cut anywhere, without what Postgres cannot store: NUL and half of a surrogate pair. */
export function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, "\ufffd");
}

const TRANSIENT = /^(40001|40P01|08...|57P0.|55P03|53300)$/;
const NETWORK = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"];

/** Whether the database, not the projection, is the reason: trying again later is all there is to do. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (TRANSIENT.test(code) || NETWORK.includes(code)) return true;
  return /^Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
}

// Data exceptions, violated constraints, what a trigger raised, values that no index or row can hold.
const ABOUT_VALUES = /^(22...|23...|P0...|54...)$/;

/**
 * Whether an event may be the reason, so that leaving it out would help. A missing table, a full disk or a mistake in
 * SQL would make every event fail: nothing is parked for these.
 */
export function isAboutEvent(error: unknown, kind: "fold" | "raw"): boolean {
  if (error instanceof ProjectionFailedError || error instanceof UpcastFailedError) return true;
  if (!(error instanceof Error) || isTransient(error) || error instanceof LeaseLostError) return false;
  if ("severity" in error && "code" in error && typeof error.code === "string") return ABOUT_VALUES.test(error.code);
  // A fold says which event made its handlers fail; SQL of an author's own does not.
  return kind === "raw";
}
