import type pg from "pg";
import { isLossless, parseLossless } from "../../json";

interface StoredEvent {
  readonly stream_id: string;
  readonly version: string;
  readonly position: string;
  readonly type: string;
  readonly schema_version: number;
  readonly occurred_at: Date;
  readonly data: string;
}

/** Something that stands in the data of an event. */
interface Leaf {
  readonly pointer: string;
  readonly kind: string;
  /** A number's digits, or the JSON of another value; `null` of objects and lists. */
  readonly json: string | null;
}

/** A row of the catalogue as it must be; of a shape, `name` is the list of its paths instead of a signature. */
export interface NaiveRow {
  readonly type: string;
  readonly schema_version: number;
  readonly facet: string;
  readonly name: string;
  readonly events: number;
  readonly streams: number | null;
  readonly first_position: number;
  readonly last_position: number;
  readonly detail: unknown;
}

/** The catalogue of a store of few events, by going through all of them once for every row. */
export async function naiveCatalogue(pool: pg.Pool): Promise<NaiveRow[]> {
  const { rows } = await pool.query<StoredEvent>(
    "select *, data::text from foldline.events where stream_id not like '$%' order by position",
  );
  const read = rows.map((event) => ({ ...event, leaves: leavesOf(parseLossless(event.data), "") }));
  const schemas = groups(read, ({ type, schema_version }) => JSON.stringify([type, schema_version]));
  return [...schemas.values()].flatMap((events) => {
    const pointers = new Set(events.flatMap(({ leaves }) => leaves.map(({ pointer }) => pointer)));
    return [
      ...[...groups(events, ({ stream_id }) => stream_id.split("-")[0] ?? "")].map(([name, own]) =>
        row("category", name, own, null, new Set(own.map(({ stream_id }) => stream_id)).size),
      ),
      ...[...groups(events, ({ occurred_at }) => occurred_at.toISOString().slice(0, 10))].map(([name, own]) =>
        row("day", name, own, null),
      ),
      ...[...pointers].map((pointer) => {
        const own = events.filter(({ leaves }) => leaves.some((leaf) => leaf.pointer === pointer));
        const there = own.flatMap(({ leaves }) => leaves.filter((leaf) => leaf.pointer === pointer));
        return row("path", pointer, own, pathDetail(there));
      }),
      ...[...groups(events, ({ leaves }) => shapeOf(leaves))].map(([name, own]) => {
        const examples = own.slice(0, 5).map(({ stream_id, version }) => ({ streamId: stream_id, version: +version }));
        return row("shape", name, own, { paths: pathsOf(own[0]?.leaves ?? []), more: 0, examples });
      }),
    ];
  });
}

function row(
  facet: string,
  name: string,
  events: readonly StoredEvent[],
  detail: unknown,
  streams: number | null = null,
): NaiveRow {
  return {
    type: events[0]?.type ?? "",
    schema_version: events[0]?.schema_version ?? 0,
    facet,
    name,
    events: events.length,
    streams,
    first_position: Number(events[0]?.position),
    last_position: Number(events.at(-1)?.position),
    detail,
  };
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const grouped = new Map<string, Item[]>();
  for (const item of items) grouped.set(keyOf(item), [...(grouped.get(keyOf(item)) ?? []), item]);
  return grouped;
}

function leavesOf(value: unknown, pointer: string): Leaf[] {
  if (Array.isArray(value)) {
    return [{ pointer, kind: "list", json: null }, ...value.flatMap((item) => leavesOf(item, `${pointer}/*`))];
  }
  if (typeof value === "number" || isLossless(value)) {
    const digits = isLossless(value) ? value.value : String(value);
    return [{ pointer, kind: decimal(digits).whole ? "integer" : "number", json: plainDigits(digits) }];
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).flatMap(([name, item]) =>
      leavesOf(item, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1").replace(/^\*$/, "~2")}`),
    );
    return pointer === "" ? fields : [{ pointer, kind: "object", json: null }, ...fields];
  }
  const kind = value === null ? "null" : typeof value === "string" ? "text" : "truth value";
  return [{ pointer, kind, json: JSON.stringify(value) }];
}

function pathDetail(leaves: readonly Leaf[]) {
  const kinds = Object.fromEntries([...groups(leaves, ({ kind }) => kind)].map(([kind, own]) => [kind, own.length]));
  const numbers = leaves.flatMap(({ kind, json }) => (/integer|number/.test(kind) && json !== null ? [json] : []));
  const sorted = numbers.toSorted((a, b) => (decimal(a).scaled < decimal(b).scaled ? -1 : 1));
  const jsons = leaves.flatMap(({ json }) => json ?? []);
  const values = [...groups(jsons, (json) => json)].map(([json, own]) => [json, own.length] as const);
  const kept = values.length <= 24 && values.every(([json]) => json.length <= 60);
  const examples = [...new Set(jsons.map((json) => json.slice(0, 100).replace(/[\ud800-\udbff]$/, "")))].slice(0, 5);
  const [min, max] = [sorted[0] ?? null, sorted.at(-1) ?? null];
  return { kinds, seen: leaves.length, min, max, values: kept ? Object.fromEntries(values) : null, examples };
}

function pathsOf(leaves: readonly Leaf[]) {
  const order = ["text", "number", "truth value", "null", "object", "list"];
  return [...groups(leaves, ({ pointer }) => pointer)].map(([path, own]) => ({
    path,
    kinds: order.filter((kind) => own.some((leaf) => leaf.kind.replace("integer", "number") === kind)),
  }));
}

function shapeOf(leaves: readonly Leaf[]): string {
  return pathsOf(leaves)
    .map(({ path, kinds }) => `${path}: ${kinds.join(" or ")}`)
    .toSorted()
    .join("\n");
}

/** A number as an integer of so many places that all numbers of a test are whole. */
function decimal(digits: string): { readonly scaled: bigint; readonly whole: boolean } {
  const [mantissa = "", exponent = "0"] = digits.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const scaled = BigInt(whole + fraction) * 10n ** BigInt(400 - fraction.length + Number(exponent));
  return { scaled, whole: scaled % 10n ** 400n === 0n };
}

/** As JavaScript writes it, where that keeps all digits for certain. */
function plainDigits(digits: string): string {
  const significant = digits.replace(/[eE].*|[-.]/g, "").replace(/^0+|0+$/g, "");
  const size = Math.abs(Number(digits));
  const isPlain = significant.length <= 15 && (significant === "" || (size >= 1e-16 && size < 1e15));
  return isPlain ? String(Number(digits) + 0) : digits;
}
