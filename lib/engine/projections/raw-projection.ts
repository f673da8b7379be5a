import type { Queryable } from "../events";
import { contentHash } from "../evolution/content-hash";
import type { ReadableEvent } from "../evolution/upcaster";
import { dataTable } from "./identifiers";
import { ofTheStream, type Projection, type ProjectionDefinition, projection, type RawApply } from "./projection";

/**
 * A projection that writes its table by SQL of its own, for what a fold of single rows cannot do: `apply` is given a
 * batch of events and the transaction that moves the checkpoint. The table is declared, rebuilt, verified and promoted
 * like that of a fold. It runs async, in one partition. `apply` must not depend on how the events are cut into batches.
 */
export interface RawProjectionDefinition<Row>
  extends Pick<
    ProjectionDefinition<Row>,
    "name" | "version" | "description" | "keyColumn" | "columns" | "indexes" | "reads" | "eventFields" | "onError"
  > {
  /** The types it follows, as read today; `*`: every type. */
  readonly types: readonly string[] | "*";
  readonly apply: RawApply;
}

/** Checks a definition and makes it runnable; throws an InvalidProjectionError that says what is wrong. */
export function rawProjection<Row extends object>(definition: RawProjectionDefinition<Row>): Projection {
  const { types, apply, ...declared } = definition;
  const followed = types === "*" ? ["*"] : types;
  const checked = projection<Row>({
    ...declared,
    // Where an event belongs when it has to be parked: to its stream, in the only partition.
    key: ofTheStream,
    keyedBy: "key",
    partitions: 1,
    on: Object.fromEntries(followed.map((type) => [type, unused])),
  });
  return { ...checked, kind: "raw", apply, definitionHash: contentHash([checked.definitionHash, apply.toString()]) };
}

const unused = () => null;

/** Gives events to an author's statements. */
export async function applyRaw(
  db: Queryable,
  apply: RawApply,
  tableName: string,
  events: readonly ReadableEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await apply(events, { query: (text, values) => db.query(text, values), table: dataTable(tableName) });
}
