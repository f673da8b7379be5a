import type { TableColumn } from "./table-columns";

type Hash = (value: string, seed: string) => string;

// Some of Postgres' hashes let a seed through as it is (zero, an empty array): two such rows would cancel out.
const mixed =
  (hash: string): Hash =>
  (value, seed) =>
    `hashint8extended(${hash}(${value}, ${seed}), ${seed})`;
const numeric = mixed("hash_numeric_extended");

const HASHES: ReadonlyMap<string, Hash> = new Map<string, Hash>([
  ["text", (value, seed) => `hashtextextended(${value}, ${seed})`],
  ["integer", (value, seed) => `hashint4extended(${value}, ${seed})`],
  // By itself it knows only 32 bits of the value: those of both halves together.
  ["bigint", (value, seed) => `hashint8extended(${value}, ${seed} # (${value} >> 32))`],
  ["boolean", (value, seed) => `hashint4extended(${value}::int, ${seed})`],
  ["double precision", mixed("hashfloat8extended")],
  ["timestamp with time zone", (value, seed) => `timestamp_hash_extended(${value} at time zone 'UTC', ${seed})`],
  ["date", (value, seed) => `hashint4extended(${value} - date '2000-01-01', ${seed})`],
  ["jsonb", mixed("jsonb_hash_extended")],
  ["text[]", mixed("hash_array_extended")],
]);

/**
 * An SQL expression of 64 bits for a value of a type that a read model can have. Equal values have equal hashes; the
 * seed, made of the key, lets the same value in two rows not cancel out.
 */
export function valueHash({ type }: Pick<TableColumn, "type">, value: string, seed: string): string {
  const hash = type.startsWith("numeric") ? numeric : HASHES.get(type);
  const ofValue = hash === undefined ? `hashtextextended(${value}::text, ${seed})` : hash(value, seed);
  return `coalesce(${ofValue}, hashint8extended(0, ~${seed}))`;
}
