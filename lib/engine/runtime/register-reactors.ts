import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { InvalidProjectionError } from "../projections/errors";
import { upcasterHash } from "../projections/projected-event";
import { createPartitions, REGISTRATION_LOCK, shownDefinition } from "../projections/register";
import { inTransaction } from "../store/transaction";
import { watermark } from "../store/watermark";
import type { Reactor } from "./reactor";

// A worker with older code does not take a newer definition back.
const REGISTER = `
insert into foldline.projections as p (name, definition_version, definition_hash, definition, serving_version)
values ($1, $2, $3, $4, 1)
on conflict (name) do update
   set definition_version = excluded.definition_version, definition_hash = excluded.definition_hash,
       definition = excluded.definition, registered_at = now()
 where p.definition ->> 'kind' = 'reactor'
   and (p.definition_version < excluded.definition_version
        or (p.definition_version = excluded.definition_version
            and (p.definition_hash, p.definition) is distinct from (excluded.definition_hash, excluded.definition)))`;

const KIND = "select definition ->> 'kind' as kind from foldline.projections where name = $1";

const FIRST = `
insert into foldline.read_models
  (projection, version, table_name, definition_version, definition_hash, upcaster_hash, state, promoted_at)
values ($1, 1, null, $2, $3, $4, 'live', now())
on conflict do nothing`;

// Its place stays; a worker with the former code can no longer move it.
const GO_ON = `
with changed as (
  update foldline.read_models r
     set definition_version = p.definition_version, definition_hash = p.definition_hash, upcaster_hash = $2
    from foldline.projections p
   where p.name = $1 and r.projection = p.name
     and (r.definition_version, r.definition_hash, r.upcaster_hash) is distinct from (p.definition_version, p.definition_hash, $2)
  returning r.projection)
update foldline.partitions p set lease_epoch = lease_epoch + 1, lease_owner = null, lease_until = null
  from changed c where p.projection = c.projection`;

/** Makes reactors known, and gives a new one its place: behind all events that there are, or in front of them. */
export async function registerReactors(
  pool: pg.Pool,
  reactors: readonly Reactor[],
  chain: UpcasterChain,
): Promise<void> {
  for (const reactor of reactors) {
    const { name, version, definitionHash, follows, from } = reactor;
    await inTransaction(pool, async (client) => {
      await client.query(REGISTRATION_LOCK);
      const shown = { ...shownDefinition(follows), kind: "reactor", from };
      await client.query(REGISTER, [name, version, definitionHash, JSON.stringify(shown)]);
      const { rows } = await client.query<{ kind: string }>(KIND, [name]);
      if (rows[0]?.kind !== "reactor")
        throw new InvalidProjectionError(name, "is a projection; a reactor needs another name.");
      const hash = upcasterHash(follows, chain);
      const first = await client.query(FIRST, [name, version, definitionHash, hash]);
      if (first.rowCount === 1) {
        await createPartitions(client, follows, 1, from === "now" ? await watermark(client) : 0n);
      } else {
        await client.query(GO_ON, [name, hash]);
      }
    });
  }
}
