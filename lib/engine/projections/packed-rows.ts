import type { ColumnCodec, NumberPacking, TextPacking } from "./columns";
import { copyField } from "./copy-text";
import { canonicalValue, checkedRow, type FoldableRows, type Row } from "./fold";
import { ownText } from "./own-text";
import type { Projection } from "./projection";

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

interface Column<Packing> {
  readonly name: string;
  readonly codec: ColumnCodec;
  readonly packing: Packing;
}

const PAGE_BITS = 10;
const PAGE_ROWS = 1 << PAGE_BITS;
const SLOT_MASK = PAGE_ROWS - 1;
// A key's entry in the map, and what a string takes besides its characters.
const ENTRY_BYTES = 48;
const STRING_BYTES = 24;

/** No rows yet. */
export function packedRows(projection: Projection): PackedRows {
  const numbers: Column<NumberPacking>[] = [];
  const texts: Column<TextPacking>[] = [];
  for (const { name, codec } of projection.codecs) {
    if (codec.packing.as === "number") numbers.push({ name, codec, packing: codec.packing });
    else texts.push({ name, codec, packing: codec.packing });
  }
  const pages: Page[] = [];
  const places = new Map<string, number>();
  const free: number[] = [];
  const nextNumbers = new Float64Array(numbers.length);
  const nextTexts = new Array<string | null>(texts.length).fill(null);
  let textBytes = 0;

  const pageOf = (place: number): Page => {
    const page = pages[place >> PAGE_BITS];
    if (page === undefined) throw new RangeError(`There is no place ${place}.`);
    return page;
  };

  function newPlace(): number {
    const place = free.pop() ?? places.size;
    if (place >> PAGE_BITS === pages.length) {
      pages.push({
        numbers: new Float64Array(PAGE_ROWS * numbers.length).fill(Number.NaN),
        texts: new Array<string | null>(PAGE_ROWS * texts.length).fill(null),
      });
    }
    return place;
  }

  /** The row in its packed form, not stored yet: a value that its column refuses throws, and changes nothing. */
  function prepare(page: Page, slot: number, row: Row): void {
    let at = slot * numbers.length;
    for (let index = 0; index < numbers.length; index++, at++) {
      const { name, codec, packing } = numbers[index] as Column<NumberPacking>;
      const value = row[name] ?? null;
      if (value === page.numbers[at] && packing.plain) nextNumbers[index] = value as number;
      else nextNumbers[index] = value === null ? Number.NaN : packing.pack(canonicalValue(name, value, codec));
    }
    at = slot * texts.length;
    for (let index = 0; index < texts.length; index++, at++) {
      const { name, codec, packing } = texts[index] as Column<TextPacking>;
      const value = row[name] ?? null;
      if (value === page.texts[at] && packing.plain) nextTexts[index] = value as string;
      else nextTexts[index] = value === null ? null : packing.pack(canonicalValue(name, value, codec));
    }
  }

  function write(page: Page, slot: number): void {
    page.numbers.set(nextNumbers, slot * numbers.length);
    let at = slot * texts.length;
    for (let index = 0; index < nextTexts.length; index++, at++) {
      const before = page.texts[at] ?? null;
      const text = nextTexts[index] ?? null;
      if (text === before) continue;
      textBytes += weight(text) - weight(before);
      page.texts[at] = text === null ? null : ownText(text);
    }
  }

  function read(place: number): Row {
    const row = projection.emptyRow();
    const page = pageOf(place);
    const slot = place & SLOT_MASK;
    let at = slot * numbers.length;
    for (let index = 0; index < numbers.length; index++, at++) {
      const { name, packing } = numbers[index] as Column<NumberPacking>;
      const number = page.numbers[at] as number;
      if (!Number.isNaN(number)) row[name] = packing.unpack(number);
    }
    at = slot * texts.length;
    for (let index = 0; index < texts.length; index++, at++) {
      const { name, packing } = texts[index] as Column<TextPacking>;
      const text = page.texts[at] ?? null;
      if (text !== null) row[name] = packing.unpack(text);
    }
    return row;
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
  }

  function add(key: string): number {
    const place = newPlace();
    places.set(ownText(key), place);
    textBytes += weight(key) + ENTRY_BYTES;
    return place;
  }

  return {
    get size() {
      return places.size;
    },
    get bytes() {
      const slots = PAGE_ROWS * (numbers.length + texts.length) * Float64Array.BYTES_PER_ELEMENT;
      return pages.length * slots + textBytes;
    },
    get(key) {
      const place = places.get(key);
      return place === undefined ? undefined : read(place);
    },
    set(key, row) {
      if (row === null) return remove(key);
      const known = places.get(key);
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

function weight(text: string | null): number {
  return text === null ? 0 : STRING_BYTES + 2 * text.length;
}
