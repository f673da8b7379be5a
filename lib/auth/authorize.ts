import "server-only";
import { cache } from "react";
import { AppError } from "../errors";
import type { Operator } from "./operator";
import { requestOperator } from "./request-operator";
import { hasRole, type Role } from "./role";
import { actingOperator } from "./run-as";

// Several queries of one page ask in the same render; React drops the answer when the render ends.
const currentOperator = cache(requestOperator);

/**
 * The operator who acts, if their role is `needed` or higher; the first line of every query and operation.
 * Read from the database each time, so that a change of role, password or account acts at once.
 */
export async function authorize(needed: Role): Promise<Operator> {
  const operator = actingOperator() ?? (await currentOperator());
  if (operator === null) {
    throw new AppError("Nobody is signed in, or the session has ended.", { code: "unauthenticated" });
  }
  if (!hasRole(operator.role, needed)) {
    throw new AppError(`This needs the role ${needed}; yours is ${operator.role}.`, {
      code: "forbidden",
      details: { needed, role: operator.role },
    });
  }
  return operator;
}
