import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Operator } from "./operator";

const acting = new AsyncLocalStorage<Operator>();

/** Runs `work` on behalf of `operator`, without a request: the command line, the worker and tests do. */
export function runAs<Result>(operator: Operator, work: () => Result): Result {
  return acting.run(operator, work);
}

/** The operator of the enclosing `runAs`, if there is one. */
export function actingOperator(): Operator | undefined {
  return acting.getStore();
}
