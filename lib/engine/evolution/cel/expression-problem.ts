/** A mistake in an expression, from one character to another. A warning is about events that may fail. */
export interface ExpressionProblem {
  readonly severity: "error" | "warning";
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** What would do instead of a part of the text. */
  readonly fix?: ExpressionFix;
}

/** A text to put in the place of the characters from one to another. */
export interface ExpressionFix {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}
