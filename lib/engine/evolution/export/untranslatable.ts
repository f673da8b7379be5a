import type { ExpressionPlace } from "../cel/parse";

/** A part of an upcaster that cannot be written in another language without changing what it does. */
export class UntranslatableError extends Error {
  override readonly name = "UntranslatableError";
  readonly expression: string;
  readonly place: ExpressionPlace;

  constructor(problem: string, expression: string, place: ExpressionPlace, options?: ErrorOptions) {
    super(`${problem} (at character ${place.start + 1} of ${JSON.stringify(expression)})`, options);
    this.expression = expression;
    this.place = place;
  }
}
