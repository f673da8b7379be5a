import "server-only";
import { unstorablePart } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** Throws an AppError where a text within a value is one that Postgres cannot store; `what` names the value. */
export function refuseUnstorable(value: unknown, what: string): void {
  if (!isUnstorable(value)) return;
  throw new AppError(`${what} contains a NUL character or half of a surrogate pair, which Postgres cannot store.`, {
    code: "invalid",
  });
}

function isUnstorable(value: unknown): boolean {
  if (typeof value === "string") return unstorablePart(value) !== undefined;
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, item]) => isUnstorable(name) || isUnstorable(item));
}
