import "server-only";
import type { SchemaReaders } from "@/lib/api/schema-readers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import type { EventSchema } from "@/lib/engine";
import { eventReaders } from "../events/event-readers";
import { isStale, summariseProjections } from "../projections/projection-summary";
import { currentChain } from "../upcasters/current-chain";

/** The projections and reactors that read events of a stored schema, how far each has come, and how it does. */
export async function readSchemaReaders(schema: EventSchema): Promise<SchemaReaders> {
  await authorize("viewer");
  const [{ projections }, chain] = await Promise.all([summariseProjections(pool, null), currentChain()]);
  const upcasters = chain?.upcasters ?? [];
  const reading = projections.flatMap(({ row, summary, upcasterHash }) => {
    const known = { projections: [row], reducers: [], upcasters };
    const [first] = eventReaders(schema, [], known).filter(({ kind }) => kind !== "upcaster");
    if (first === undefined) return [];
    const { name, status, checkpoint } = summary;
    return [
      { name, kind: summary.mode, readsAs: first.readsAs, status, checkpoint, stale: isStale(row, upcasterHash) },
    ];
  });
  return { ...schema, readers: reading };
}
