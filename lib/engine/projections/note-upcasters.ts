import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { upcasterHash } from "./projected-event";
import type { Projection } from "./projection";

// From here on its rows are of two readings, whatever is activated or retired later: only a rebuild makes them one.
const NOTE = `
update foldline.read_models set upcaster_hash = 'mixed'
 where projection = $1 and version = $2 and upcaster_hash not in ($3, 'mixed')`;

/** Marks a read model that is written under other upcasters than it was built with. */
export async function noteUpcasters(
  db: Queryable,
  projection: Projection,
  version: number,
  chain: UpcasterChain,
): Promise<void> {
  await db.query(NOTE, [projection.name, version, upcasterHash(projection, chain)]);
}
