import type pg from "pg";
import { checkStoredEvents } from "../schemas/check-stored-events";
import { watermark } from "../store/watermark";
import { type Periodic, periodically } from "./periodically";

const LOOK_EVERY_MS = 500;

/** Checks stored events against the JSON Schemas published for them: from the first one on, and then as they arrive. */
export function schemaLoop(options: {
  readonly pool: pg.Pool;
  readonly signal: AbortSignal;
  readonly onError: (error: unknown, where: string) => void;
}): Periodic {
  const { pool, signal, onError } = options;
  const broken = new Set<string>();
  return periodically(
    signal,
    async () => {
      const upTo = await watermark(pool);
      while (!signal.aborted && (await checkStoredEvents(pool, upTo, { broken })));
    },
    { everyMs: () => LOOK_EVERY_MS, onError: (error) => onError(error, "event schemas") },
  );
}
