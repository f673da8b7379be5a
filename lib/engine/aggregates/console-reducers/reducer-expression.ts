import { registerExactNumbers } from "../../evolution/cel/exact";
import { reducerEnvironment } from "../../evolution/cel/fold";
import { compileExactExpression, type ExactExpression } from "./exact-expression";

const environment = reducerEnvironment();
registerExactNumbers(environment);

/** Compiles an expression over `state`, `data`, `event` and `item`; throws an `ExpressionError` that names the place. */
export function compileReducerExpression(text: string): ExactExpression {
  return compileExactExpression(environment, text);
}
