/** A place in a text that gets another value: it has the `index`th of `radix` values now. */
export interface Variable {
  readonly radix: number;
  readonly index: number;
  readonly write: (index: number) => string;
}

/** What stays as it is, or what changes. */
export type Part = string | Variable;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const VERSION_AT = 14;
const VARIANT_AT = 19;
const SPACE = /\s/;
/** No mail that is sent there ever arrives anywhere. */
export const NO_MAIL = ".invalid";
const DATE = /^((?:19|20)\d\d-\d\d-\d\d)(?:([T ])(\d\d):(\d\d)(?::(\d\d)(?:([.,])(\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(1900, 0, 1);
/** From 1900 to 2099, as `DATE` has them. */
const DAYS = (Date.UTC(2100, 0, 1) - FIRST_DAY) / DAY_MS;
const NUMBER = /^(-?)(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const MARK = /(?<![\p{L}\p{N}])[A-Z]{1,2}(?=-\d)/gu;
const CAPITAL = /[\p{Lu}\p{Lt}]/u;
const LETTER = /\p{L}/u;
const DIGIT = /\p{N}/u;
const KEPT = /[\x20-\x7e\s]/u;

/** What of a text changes under a mask: letters, digits and the fields of a date; what it looks like stays. */
export function textParts(text: string): Part[] {
  if (UUID.test(text)) return [...text].map((char, at) => uuidPart(char, at));
  const date = DATE.exec(text);
  const ofDate = date === null ? null : dateParts(date);
  if (ofDate !== null) return ofDate;
  const parts = [...text].map(characterPart);
  // A short mark before a number, the CH of CH-3011, says what kind of number it is: code that reads it needs it.
  let [from, counted] = [0, 0];
  for (const { index, 0: mark } of text.matchAll(MARK)) {
    from += [...text.slice(counted, index)].length;
    counted = index;
    for (const [at, char] of [...mark].entries()) parts[from + at] = char;
  }
  if (isMail(text)) parts.push(NO_MAIL);
  return parts;
}

/** One @ with something before it, and behind it a dot with something on both sides. No pattern: it would backtrack. */
function isMail(text: string): boolean {
  const at = text.indexOf("@");
  if (at < 1 || text.includes("@", at + 1) || SPACE.test(text)) return false;
  return text.slice(at + 2, -1).includes(".");
}

/** What of a number changes under a mask: its digits, but not how many there are. 0 stays 0. */
export function numberParts(digits: string): Part[] {
  const [, sign = "", whole = "", fraction = "", exponent = ""] = NUMBER.exec(digits) ?? [];
  const [first = "0", ...rest] = whole;
  return [
    sign,
    first === "0" ? "0" : from1To9(first),
    ...rest.map(digit),
    ...[...fraction].map(characterPart),
    exponent,
  ];
}

function uuidPart(char: string, at: number): Part {
  if (char === "-" || at === VERSION_AT || at === VARIANT_AT) return char;
  return { radix: 16, index: Number.parseInt(char, 16), write: (index) => index.toString(16) };
}

/** Of a moment that exists the day and the time; null: it does not, and is no date but some digits. */
function dateParts(match: RegExpExecArray): Part[] | null {
  const [, date = "", between = "", hour, minute, second, point = "", fraction = "", zone = ""] = match;
  const day = dayPart(date);
  const [hours, minutes, seconds] = [clockPart(hour, 24), clockPart(minute, 60), clockPart(second, 60)];
  if (day === null || hours === null || minutes === null || seconds === null) return null;
  return [
    day,
    between,
    hours,
    minute === undefined ? "" : ":",
    minutes,
    second === undefined ? "" : ":",
    seconds,
    point,
    ...[...fraction].map(digit),
    zone,
  ];
}

// Year, month and day are one place: apart, the 31st would have to be taken for another day of a shorter month.
function dayPart(date: string): Variable | null {
  const index = (Date.parse(date) - FIRST_DAY) / DAY_MS;
  const write = (other: number) => new Date(FIRST_DAY + other * DAY_MS).toISOString().slice(0, date.length);
  return Number.isInteger(index) && write(index) === date ? { radix: DAYS, index, write } : null;
}

/** Two digits that count from 0; null: they count too far. */
function clockPart(text: string | undefined, radix: number): Variable | "" | null {
  if (text === undefined) return "";
  const index = Number(text);
  return index < radix ? { radix, index, write: (other) => String(other).padStart(2, "0") } : null;
}

function characterPart(char: string): Part {
  if (char >= "0" && char <= "9") return digit(char);
  if (char >= "a" && char <= "z") return letter(char, "a");
  if (char >= "A" && char <= "Z") return letter(char, "A");
  if (DIGIT.test(char)) return { radix: 10, index: 0, write: String };
  if (CAPITAL.test(char)) return letter("A", "A");
  if (LETTER.test(char)) return letter("a", "a");
  return KEPT.test(char) ? char : "x";
}

function digit(char: string): Variable {
  return { radix: 10, index: Number(char), write: String };
}

function from1To9(char: string): Variable {
  return { radix: 9, index: Number(char) - 1, write: (index) => String(index + 1) };
}

function letter(char: string, first: "a" | "A"): Variable {
  const start = first.charCodeAt(0);
  return { radix: 26, index: char.charCodeAt(0) - start, write: (index) => String.fromCharCode(start + index) };
}
