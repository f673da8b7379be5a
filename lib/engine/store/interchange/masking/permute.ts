import { hash } from "node:crypto";

const ROUNDS = 3;
const HEX_OF_52_BITS = 13;
const BYTES_OF_A_HASH = 32;

/** So many values can be permuted with the exact arithmetic of numbers. */
export const MAX_PERMUTED = 2 ** 52;

/**
 * A place in 0 … size − 1 for each of these, never the same for two of them and never its own; which one only the key
 * tells. `size` is at most `MAX_PERMUTED`.
 */
export function permuted(key: string, index: number, size: number): number {
  const network = feistel(key, size);
  // Turned by one where nobody can see it: that leaves nothing in its place.
  return network.back((network.there(index) + 1) % size);
}

function feistel(key: string, size: number) {
  const high = Math.ceil(Math.sqrt(size));
  const low = Math.ceil(size / high);
  const mix = (round: number, half: string, value: number) =>
    Number.parseInt(hash("sha256", `${key} ${size} ${half}${round} ${value}`).slice(0, HEX_OF_52_BITS), 16);
  const forwards = (index: number) => {
    let [left, right] = [Math.floor(index / low), index % low];
    for (let round = 0; round < ROUNDS; round++) {
      left = (left + mix(round, "l", right)) % high;
      right = (right + mix(round, "r", left)) % low;
    }
    return left * low + right;
  };
  const backwards = (index: number) => {
    let [left, right] = [Math.floor(index / low), index % low];
    for (let round = ROUNDS - 1; round >= 0; round--) {
      right = modulo(right - mix(round, "r", left), low);
      left = modulo(left - mix(round, "l", right), high);
    }
    return left * low + right;
  };
  return {
    there: (index: number) => within(forwards, index, size),
    back: (index: number) => within(backwards, index, size),
  };
}

// The halves' product is a little more than `size`: a place beyond it is moved on until it lies within.
function within(move: (index: number) => number, index: number, size: number): number {
  let place = move(index);
  while (place >= size) place = move(place);
  return place;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

/** Endless bytes that follow from a key and a value. */
export function* bytesOf(key: string, value: string): Generator<number> {
  // The value may be a megabyte: it is hashed once, not for every block.
  const seed = hash("sha256", `${key} ${value}`);
  for (let block = 0; ; block++) {
    const bytes = hash("sha256", `${key} ${block} ${seed}`, "buffer");
    for (let at = 0; at < BYTES_OF_A_HASH; at++) yield bytes[at] ?? 0;
  }
}
