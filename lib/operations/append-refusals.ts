import "server-only";
import {
  AppendRefusedError,
  ConcurrentAppendError,
  EventSchemaError,
  InvalidEventError,
  InvalidStreamIdError,
  PartialDuplicateError,
  PayloadTooLargeError,
  UnstorableTextError,
  WrongExpectedVersionError,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** Nobody appends to Foldline's own streams by hand: their readers trust what stands there. */
export function refuseOwnStream(streamId: string): void {
  if (!streamId.startsWith("$")) return;
  throw new AppError("Streams whose id begins with `$` are written by Foldline alone.", {
    code: "forbidden",
    details: { streamId },
  });
}

/** Two retries of one append met; the second run finds the events of the first and is its answer. */
export async function onceMoreAfterRace<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConcurrentAppendError)) throw error;
    return work();
  }
}

const REFUSALS = [InvalidEventError, InvalidStreamIdError, UnstorableTextError];

/** What the engine refuses, as an AppError with the facts that a program needs. */
export async function refusalsInWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) {
      const { expected, actual } = error;
      throw new AppError(error.message, { code: "conflict", details: { expected, actual }, cause: error });
    }
    if (error instanceof EventSchemaError) {
      const { event, type, schemaVersion, path, problem } = error;
      const details = { event, type, schemaVersion, path, problem };
      throw new AppError(error.message, { code: "unprocessable", details, cause: error });
    }
    if (error instanceof AppendRefusedError) {
      throw new AppError(error.message, {
        code: "invalid",
        details: { projection: error.projection },
        cause: error,
      });
    }
    if (error instanceof PayloadTooLargeError) throw new AppError(error.message, { code: "too-large", cause: error });
    if (error instanceof PartialDuplicateError) throw new AppError(error.message, { code: "conflict", cause: error });
    if (error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal)) {
      throw new AppError(error.message, { code: "invalid", cause: error });
    }
    throw error;
  }
}
