import { convertStep } from "./convert";
import { computeStep, dropStep } from "./expression-steps";
import { mapValuesStep } from "./map-values";
import { moveStep } from "./move";
import { type FailurePlace, operationFailed } from "./operation-failed";
import { DIGITS_NEEDED, type Payload, type Step } from "./payload";
import { removeStep } from "./remove";
import type { Operation } from "./schemas";
import { setStep } from "./set";

type SingleOperation = Exclude<Operation, { readonly op: "split" }>;

/** An operation as a step that throws an `OperationFailedError` when it cannot be done. */
export function compileStep(operation: SingleOperation, place: Pick<FailurePlace, "operation" | "inSplit">): Step {
  const expression = expressionOf(operation);
  return guarded(stepOf(operation), { ...place, path: pathOf(operation), expression });
}

/** Lets `step` fail with an error that says where, and what stood there with its digits. */
export function guarded<Result>(step: (payload: Payload) => Result, place: FailurePlace): (payload: Payload) => Result {
  return (payload) => {
    try {
      return step(payload);
    } catch (error) {
      if (error === DIGITS_NEEDED || payload.digits === null) throw DIGITS_NEEDED;
      throw operationFailed(error, payload, place);
    }
  };
}

function stepOf(operation: SingleOperation): Step {
  switch (operation.op) {
    case "rename":
    case "move":
      return moveStep(operation);
    case "set":
      return setStep(operation);
    case "remove":
      return removeStep(operation);
    case "convert":
      return convertStep(operation);
    case "mapValues":
      return mapValuesStep(operation);
    case "compute":
      return computeStep(operation);
    case "drop":
      return dropStep(operation);
    case "renameType":
      return () => undefined;
  }
}

function pathOf(operation: SingleOperation): string | null {
  if ("path" in operation) return operation.path;
  return "from" in operation ? operation.from : null;
}

function expressionOf(operation: SingleOperation): string | undefined {
  if (operation.op === "compute") return operation.expression;
  return operation.op === "drop" ? operation.when : undefined;
}
