import { hash } from "node:crypto";
import { bytesOf, MAX_PERMUTED, permuted } from "./permute";
import { NO_MAIL, numberParts, type Part, textParts, type Variable } from "./pseudonym-parts";

/** Other values for values, of the same kind and look: the same one for the same value, and another for another. */
export interface Pseudonyms {
  text(value: string): string;
  /** Of the name of a member: where the text that stands for it could stand for another too, it is told apart. */
  name(value: string): string;
  /** Of a number as JSON writes it. */
  number(digits: string): string;
}

const NOTHING_TO_CHANGE = "masked";
const ASCII = /^[\x20-\x7e]*$/;
const HEX_OF_48_BITS = 12;

/** The pseudonyms that a key leads to; without the key nobody can tell what they stand for. */
export function pseudonyms(key: string): Pseudonyms {
  const other = (value: string, parts: readonly Part[]): string => {
    const variables = parts.filter((part) => typeof part !== "string");
    const indexes = variables.length === 0 ? [] : otherIndexes(key, value, variables);
    let at = 0;
    return parts.map((part) => (typeof part === "string" ? part : part.write(indexes[at++] ?? 0))).join("");
  };
  const text = (value: string): string => {
    if (value === "") return "";
    const parts = textParts(value);
    return isFixed(parts) ? NOTHING_TO_CHANGE : other(value, parts);
  };
  return {
    text,
    name: (value) =>
      value === "" || isOwn(value, textParts(value))
        ? text(value)
        : `${text(value)}-${hash("sha256", `${key} name ${value}`).slice(0, HEX_OF_48_BITS)}`,
    number: (digits) => other(digits, numberParts(digits)),
  };
}

function isFixed(parts: readonly Part[]): boolean {
  return parts.every((part) => typeof part === "string");
}

/** Whether the parts are those of no other text: é is masked as a is. */
function isOwn(value: string, parts: readonly Part[]): boolean {
  const written = parts.map((part) => (typeof part === "string" ? part : part.write(part.index))).join("");
  return !isFixed(parts) && (written === value || written === `${value}${NO_MAIL}`);
}

/** Of few possible values each gets its own; of so many that no two meet by chance, any. */
function otherIndexes(key: string, value: string, variables: readonly Variable[]): number[] {
  const size = variables.reduce((product, { radix }) => product * radix, 1);
  if (size > MAX_PERMUTED || !ASCII.test(value)) return shifted(key, value, variables);
  const index = variables.reduce((sum, variable) => sum * variable.radix + variable.index, 0);
  const shape = variables.map(({ radix }) => radix).join();
  let rest = permuted(`${key} ${shape}`, index, size);
  return variables
    .toReversed()
    .map(({ radix }) => {
      const digit = rest % radix;
      rest = Math.floor(rest / radix);
      return digit;
    })
    .toReversed();
}

function shifted(key: string, value: string, variables: readonly Variable[]): number[] {
  const bytes = bytesOf(key, value);
  const drawn = (radix: number): number => {
    const low = bytes.next().value;
    return radix <= 256 ? low : low + 256 * (bytes.next().value + 256 * bytes.next().value);
  };
  return variables.map(({ radix, index }) => (index + 1 + (drawn(radix) % (radix - 1))) % radix);
}
