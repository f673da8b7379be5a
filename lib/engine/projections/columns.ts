import { roundDecimal } from "./decimal";

/** The column types a read model can have. */
export type PgType =
  | "text"
  | "integer"
  | "bigint"
  | `numeric(${number},${number})`
  | "boolean"
  | "timestamptz"
  | "date"
  | "jsonb"
  | "double precision"
  | "text[]";

/**
 * What one column type means: which JavaScript values it takes, how they are written and how they are read.
 * `canonical` returns exactly what reading the stored value back would give, so that a fold that keeps its rows
 * in memory and one that reloads them between batches see the same values.
 */
export interface ColumnCodec {
  readonly pgType: string;
  /** Throws a TypeError that says what was expected. Never called with null or undefined. */
  canonical(value: unknown): unknown;
  /** The text that Postgres casts to the type. */
  toText(value: unknown): string;
  /** An SQL expression of type text for this column. */
  select(column: string): string;
  fromText(text: string): unknown;
  /** How a canonical value is kept in `packed-rows.ts`. */
  readonly packing: NumberPacking | TextPacking;
}

/** Never packs a value as NaN: that is null. */
export interface NumberPacking {
  readonly as: "number";
  /** Packing changes nothing. */
  readonly plain: boolean;
  pack(value: unknown): number;
  /** What packing the canonical form of a value gives, where that is known without it; NaN elsewhere. */
  direct?(value: unknown): number;
  unpack(number: number): unknown;
}

export interface TextPacking {
  readonly as: "text";
  /** Packing changes nothing. */
  readonly plain: boolean;
  pack(value: unknown): string;
  unpack(text: string): unknown;
}

const asNumber: NumberPacking = {
  as: "number",
  plain: true,
  pack: (value) => value as number,
  unpack: (number) => number,
};
const asString: TextPacking = { as: "text", plain: true, pack: (value) => value as string, unpack: (text) => text };
const asJson: TextPacking = {
  as: "text",
  plain: false,
  pack: (value) => JSON.stringify(value),
  unpack: (text) => JSON.parse(text),
};

const NUMERIC = /^numeric\((\d{1,2}),\s?(\d{1,2})\)$/;
const MAX_NUMERIC_PRECISION = 15;

/** The codec of a type; throws a TypeError for a type that is not in the list. */
export function columnCodec(type: string): ColumnCodec {
  const simple = codecs.get(type);
  if (simple !== undefined) return simple;
  const numeric = NUMERIC.exec(type);
  if (numeric !== null) return numericCodec(Number(numeric[1]), Number(numeric[2]));
  throw new TypeError(
    `is of type "${type}", which a read model cannot have. Use ${[...codecs.keys()].join(", ")} or numeric(p,s).`,
  );
}

const asText = (column: string) => `${column}::text`;

const text: ColumnCodec = {
  pgType: "text",
  canonical(value) {
    if (typeof value === "string") return storableText(value);
    if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
    throw expected("text", value);
  },
  toText: String,
  select: asText,
  fromText: (text) => text,
  packing: asString,
};

const integer: ColumnCodec = {
  pgType: "integer",
  canonical(value) {
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number === "number" && Number.isInteger(number) && Math.abs(number) <= 2147483647) return number + 0;
    throw expected("a whole number of at most 2,147,483,647", value);
  },
  toText: String,
  select: asText,
  fromText: Number,
  packing: asNumber,
};

const MAX_BIGINT = 2n ** 63n - 1n;

const bigint: ColumnCodec = {
  pgType: "bigint",
  canonical(value) {
    const whole = typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
    if (typeof whole === "bigint" && whole <= MAX_BIGINT && whole >= -MAX_BIGINT) return whole;
    throw expected("a bigint or a safe whole number", value);
  },
  toText: String,
  select: asText,
  fromText: BigInt,
  packing: { as: "text", plain: false, pack: String, unpack: BigInt },
};

const boolean: ColumnCodec = {
  pgType: "boolean",
  canonical(value) {
    if (typeof value === "boolean") return value;
    throw expected("a boolean", value);
  },
  toText: String,
  select: asText,
  fromText: (text) => text === "true",
  packing: { as: "number", plain: false, pack: Number, unpack: (number) => number === 1 },
};

const doublePrecision: ColumnCodec = {
  pgType: "double precision",
  canonical(value) {
    if (typeof value === "number" && Number.isFinite(value)) return value + 0;
    throw expected("a finite number", value);
  },
  toText: String,
  select: asText,
  fromText: Number,
  packing: asNumber,
};

const MIN_INSTANT = Date.parse("0001-01-01T00:00:00Z");
const MAX_INSTANT = Date.parse("9999-12-31T23:59:59.999Z");

const timestamptz: ColumnCodec = {
  pgType: "timestamptz",
  canonical(value) {
    if (value instanceof Date || typeof value === "string") {
      const date = new Date(value);
      const instant = date.getTime();
      if (instant >= MIN_INSTANT && instant <= MAX_INSTANT) return date;
    }
    throw expected("a Date of the years 1 to 9999", value);
  },
  toText: (value) => (value as Date).toISOString(),
  select: (column) => `(extract(epoch from ${column}) * 1000)::bigint::text`,
  fromText: (text) => new Date(Number(text)),
  packing: {
    as: "number",
    plain: false,
    pack: (value) => (value as Date).getTime(),
    direct(value) {
      const instant = value instanceof Date ? value.getTime() : Number.NaN;
      return instant >= MIN_INSTANT && instant <= MAX_INSTANT ? instant : Number.NaN;
    },
    unpack: (number) => new Date(number),
  },
};

const date: ColumnCodec = {
  pgType: "date",
  canonical(value) {
    const day = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : value;
    if (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day) && isDay(day)) return day;
    throw expected('a day such as "2026-08-01", or a Date', value);
  },
  toText: String,
  select: (column) => `to_char(${column}, 'YYYY-MM-DD')`,
  fromText: (text) => text,
  packing: asString,
};

function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) && !day.startsWith("0000");
}

const jsonb: ColumnCodec = {
  pgType: "jsonb",
  canonical: canonicalJson,
  toText: (value) => JSON.stringify(value),
  select: asText,
  fromText: (text) => JSON.parse(text),
  packing: asJson,
};

const textArray: ColumnCodec = {
  pgType: "text[]",
  canonical(value) {
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.map(storableText);
    throw expected("an array of texts", value);
  },
  toText: (value) => `{${(value as string[]).map(quoteArrayItem).join(",")}}`,
  select: (column) => `to_json(${column})::text`,
  fromText: (text) => JSON.parse(text),
  packing: asJson,
};

const codecs: ReadonlyMap<string, ColumnCodec> = new Map(
  [text, integer, bigint, boolean, doublePrecision, timestamptz, date, jsonb, textArray].map((codec) => [
    codec.pgType,
    codec,
  ]),
);

function numericCodec(precision: number, scale: number): ColumnCodec {
  if (precision < 1 || precision > MAX_NUMERIC_PRECISION || scale > precision) {
    throw new TypeError(
      `is numeric(${precision},${scale}); a JavaScript number holds at most ${MAX_NUMERIC_PRECISION} decimal digits, ` +
        "so the precision goes from 1 to 15 and the scale from 0 to the precision.",
    );
  }
  const limit = 10 ** (precision - scale);
  return {
    pgType: `numeric(${precision},${scale})`,
    canonical(value) {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof number !== "number" || !Number.isFinite(number)) throw expected("a number", value);
      const rounded = roundDecimal(number, scale);
      if (Math.abs(rounded) >= limit) throw expected(`a number that fits numeric(${precision},${scale})`, value);
      return rounded;
    },
    toText: String,
    select: asText,
    fromText: Number,
    packing: asNumber,
  };
}

function storableText(value: string): string {
  if (value.includes("\0")) throw new TypeError("holds a NUL character, which Postgres cannot store.");
  if (LONE_SURROGATE.test(value)) throw new TypeError("holds half of a surrogate pair, which Postgres cannot store.");
  return value;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** JSON as jsonb gives it back: keys by length, then by bytes; no undefined. */
function canonicalJson(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value + 0;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => canonicalJson(item ?? null));
  if (typeof value !== "object") throw expected("a JSON value", value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length > 1) entries.sort(([a], [b]) => Buffer.byteLength(a) - Buffer.byteLength(b) || compareBytes(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [storableText(key), canonicalJson(item)]));
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function quoteArrayItem(item: string): string {
  return `"${item.replace(/["\\]/g, "\\$&")}"`;
}

function expected(what: string, value: unknown): TypeError {
  const shown = typeof value === "bigint" ? `${value}n` : (JSON.stringify(value) ?? String(value));
  return new TypeError(`must be ${what}, and is ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}`);
}
