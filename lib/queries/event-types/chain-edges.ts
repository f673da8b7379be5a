import "server-only";
import type { ChainEdge } from "@/lib/api/event-types";
import type { Upcaster } from "@/lib/engine";
import type { ConsoleUpcaster } from "../upcasters/console-upcasters";

/** The edges of code and of the console that are in use or being written; retired ones are left out. */
export function chainEdges(code: readonly Upcaster[], stored: readonly ConsoleUpcaster[]): ChainEdge[] {
  return [
    ...code.map(({ id, title, from, to }) => ({ id, title, source: "code", state: "active", from, to }) as const),
    ...stored
      .filter(({ state }) => state !== "retired")
      .map(
        ({ id, title, state, type, fromVersion, toType, toVersion }) =>
          ({
            id,
            title,
            source: "console",
            state,
            from: { type, schemaVersion: fromVersion },
            to: { type: toType, schemaVersion: toVersion },
          }) as const,
      ),
  ];
}
