import type { StoredEvent } from "../../events";
import { digitsOf, numberOf, parseLossless } from "../../json";
import { JsonDraft } from "../json-draft";
import type { PathSegments } from "../path";
import { digitsSource } from "../recast-event";

/** Thrown by an operation that has to know how a number was written; the operations run again with the digits. */
export const DIGITS_NEEDED = Symbol("foldline.digits-needed");

/** An operation, compiled: changes the payload, or throws. */
export type Step = (payload: Payload) => void;

// A number of at most 15 digits without an exponent is told by its double. As text it is so only without zeros at its end.
const VALUE_MAY_DIFFER = /\d[\d.]{15}|\d[eE]/;
const SPELLING_MAY_DIFFER = /\d[\d.]{15}|\d[eE]|\.\d*0(?!\d)|-0/;

/** The data of one event on its way through operations: with JavaScript's numbers, and, when asked for, with digits. */
export class Payload {
  readonly event: StoredEvent;
  readonly data: JsonDraft;
  readonly digits: JsonDraft | null;
  /** Whether the event is passed over. */
  dropped = false;
  /** Whether a number was written whose digits a double does not show. */
  wroteDigits = false;

  constructor(event: StoredEvent, data: JsonDraft, digits: JsonDraft | null) {
    this.event = event;
    this.data = data;
    this.digits = digits;
  }

  /** The same data for several events, each of which changes it for itself. */
  fork(): Payload {
    const digits = this.digits === null ? null : new JsonDraft(this.digits.root);
    const copy = new Payload(this.event, new JsonDraft(this.data.root), digits);
    copy.wroteDigits = this.wroteDigits;
    return copy;
  }

  put(path: PathSegments, value: unknown): void {
    this.data.put(path, value);
    this.digits?.put(path, value);
  }

  remove(path: PathSegments): void {
    this.data.remove(path);
    this.digits?.remove(path);
  }

  move(from: PathSegments, to: PathSegments, inPlace: boolean): void {
    this.data.move(from, to, inPlace);
    this.digits?.move(from, to, inPlace);
  }

  /** Writes the number that these digits are. */
  putNumber(path: PathSegments, digits: string): void {
    const number = Number(digits);
    this.data.put(path, number);
    this.digits?.put(path, numberOf(digits));
    this.wroteDigits ||= String(number) !== digits;
  }

  /** Whether every number is told by its double, so that no digits need be looked at. */
  get isPlain(): boolean {
    return this.digits === null && !this.wroteDigits && !VALUE_MAY_DIFFER.test(digitsSource(this.event));
  }

  /** The digits of the number at `path`; `spelling`: exactly as they were written, and not only of the same value. */
  digitsAt(path: PathSegments, number: number, spelling: boolean): string {
    if (this.digits !== null) return digitsOf(this.digits.at(path)) ?? String(number);
    const mayDiffer = spelling ? SPELLING_MAY_DIFFER : VALUE_MAY_DIFFER;
    if (this.wroteDigits || mayDiffer.test(digitsSource(this.event))) throw DIGITS_NEEDED;
    return String(number);
  }
}

/** The event's data before the first operation. */
export function payloadOf(event: StoredEvent, withDigits: boolean): Payload {
  const digits = withDigits ? new JsonDraft(parseLossless(event.dataText)) : null;
  return new Payload(event, new JsonDraft(event.data), digits);
}
