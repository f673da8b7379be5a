import type { ColumnCodec, NumberPacking, TextPacking } from "./columns";
import { copyField } from "./copy-text";
import { canonicalValue, checkedRow, type FoldableRows, type Row } from "./fold";
import { ownText } from "./own-text";
import type { Projection } from "./projection";
import { rowShape } from "./row-shape";

/**
 * Very many rows in little memory, and few objects that the garbage collector has to move about: the numbers of a row lie
 * side by side in a typed array, everything else is text.
 */
export interface PackedRows extends FoldableRows {
  readonly size: number;
  /** About how much memory the rows take; rather too much than too little. */
  readonly bytes: number;
  /** Each row as a line of COPY's text format, the key first. */
  copyLines(): Iterable<string>;
}

interface Page {
  readonly numbers: Float64Array;
  readonly texts: (string | null)[];
}

/** Where a column's values lie in the part of a page that belongs to a row. */
type Column = { readonly name: string; readonly codec: ColumnCodec; readonly at: number } & (
  | { readonly packing: NumberPacking }
  | { readonly packing: TextPacking }
);

const PAGE_BITS = 10;
const PAGE_ROWS = 1 << PAGE_BITS;
const SLOT_MASK = PAGE_ROWS - 1;
const MAX_COMMON = 1_000;
const MAX_COMMON_LENGTH = 100;
// A key's entry in the map, and what a string takes besides its characters.
const ENTRY_BYTES = 48;
const STRING_BYTES = 24;

/** No rows yet. */
export function packedRows(projection: Projection): PackedRows {
  let numbers = 0;
  let texts = 0;
  const columns = projection.codecs.map(({ name, codec }): Column => {
    const { packing } = codec;
    return packing.as === "number" ? { name, codec, packing, at: numbers++ } : { name, codec, packing, at: texts++ };
  });
  const shape = rowShape(columns.map(({ name }) => name));
  const values: unknown[] = columns.map(() => null);
  const pages: Page[] = [];
  const places = new Map<string, number>();
  const free: number[] = [];
  const common = new Map<string, string>();
  const nextNumbers = new Float64Array(numbers);
  const nextTexts = new Array<string | null>(texts).fill(null);
  let textBytes = 0;

  const pageOf = (place: number): Page => {
    const page = pages[place >> PAGE_BITS];
    if (page === undefined) throw new RangeError(`There is no place ${place}.`);
    return page;
  };

  // An event's row is read, then written: the second time, the map need not be asked.
  let lastKey = "";
  let lastPlace: number | undefined;
  function placeOf(key: string): number | undefined {
    if (key !== lastKey) {
      lastPlace = places.get(key);
      lastKey = key;
    }
    return lastPlace;
  }

  function newPlace(): number {
    const place = free.pop() ?? places.size;
    if (place >> PAGE_BITS === pages.length) {
      pages.push({
        numbers: new Float64Array(PAGE_ROWS * numbers).fill(Number.NaN),
        texts: new Array<string | null>(PAGE_ROWS * texts).fill(null),
      });
    }
    return place;
  }

  /** The row in its packed form, not stored yet: a value that its column refuses throws, and changes nothing. */
  function prepare(page: Page, slot: number, row: Row): void {
    shape.toValues(row, values);
    for (let index = 0; index < columns.length; index++) {
      const { name, codec, packing, at } = columns[index] as Column;
      const value = values[index] ?? null;
      if (packing.as === "number") {
        if (packing.plain && value === page.numbers[slot * numbers + at]) nextNumbers[at] = value as number;
        else nextNumbers[at] = value === null ? Number.NaN : packed(name, value, codec, packing);
      } else if (packing.plain && value === page.texts[slot * texts + at]) nextTexts[at] = value as string;
      else nextTexts[at] = value === null ? null : packing.pack(canonicalValue(name, value, codec));
    }
  }

  /** Texts that many rows have in common are kept once. */
  function kept(text: string): string {
    const known = common.get(text);
    if (known !== undefined) return known;
    const own = ownText(text);
    if (common.size < MAX_COMMON && own.length <= MAX_COMMON_LENGTH) common.set(own, own);
    return own;
  }

  function write(page: Page, slot: number): void {
    for (let at = 0, to = slot * numbers; at < numbers; at++, to++) page.numbers[to] = nextNumbers[at] as number;
    for (let at = 0, to = slot * texts; at < texts; at++, to++) {
      const before = page.texts[to] ?? null;
      const text = nextTexts[at] ?? null;
      if (text === before) continue;
      textBytes += weight(text) - weight(before);
      page.texts[to] = text === null ? null : kept(text);
    }
  }

  function read(place: number): Row {
    const page = pageOf(place);
    const slot = place & SLOT_MASK;
    for (let index = 0; index < columns.length; index++) {
      const { packing, at } = columns[index] as Column;
      if (packing.as === "number") {
        const number = page.numbers[slot * numbers + at] as number;
        values[index] = Number.isNaN(number) ? null : packing.plain ? number : packing.unpack(number);
      } else {
        const text = page.texts[slot * texts + at] ?? null;
        values[index] = text === null || packing.plain ? text : packing.unpack(text);
      }
    }
    return shape.toRow(values);
  }

  const empty: Page = { numbers: nextNumbers.slice().fill(Number.NaN), texts: nextTexts.slice() };

  function remove(key: string): void {
    const place = places.get(key);
    if (place === undefined) return;
    prepare(empty, 0, projection.emptyRow());
    write(pageOf(place), place & SLOT_MASK);
    places.delete(key);
    textBytes -= weight(key) + ENTRY_BYTES;
    free.push(place);
    lastKey = "";
  }

  function add(key: string): number {
    const place = newPlace();
    places.set(ownText(key), place);
    lastKey = "";
    textBytes += weight(key) + ENTRY_BYTES;
    return place;
  }

  return {
    get size() {
      return places.size;
    },
    get bytes() {
      const slots = PAGE_ROWS * (numbers + texts) * Float64Array.BYTES_PER_ELEMENT;
      return pages.length * slots + textBytes;
    },
    get(key) {
      const place = placeOf(key);
      return place === undefined ? undefined : read(place);
    },
    set(key, row) {
      if (row === null) return remove(key);
      const known = placeOf(key);
      if (known === undefined) prepare(empty, 0, checkedRow(projection, row));
      else prepare(pageOf(known), known & SLOT_MASK, checkedRow(projection, row));
      const place = known ?? add(key);
      write(pageOf(place), place & SLOT_MASK);
    },
    delete: remove,
    *copyLines() {
      for (const [key, place] of places) {
        const row = read(place);
        let line = copyField(key);
        for (const { name, codec } of projection.codecs) {
          const value = row[name] ?? null;
          line += value === null ? "\t\\N" : `\t${copyField(codec.toText(value))}`;
        }
        yield `${line}\n`;
      }
    },
  };
}

// A Date that the column takes is not copied only to ask for its number.
function packed(name: string, value: unknown, codec: ColumnCodec, packing: NumberPacking): number {
  const direct = packing.direct?.(value) ?? Number.NaN;
  return Number.isNaN(direct) ? packing.pack(canonicalValue(name, value, codec)) : direct;
}

function weight(text: string | null): number {
  return text === null ? 0 : STRING_BYTES + 2 * text.length;
}
