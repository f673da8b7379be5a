import { parsePath } from "../path";
import type { Step } from "./payload";

/** `set`: the value is shared by all events, and copied where a later operation changes it. */
export function setStep(operation: {
  readonly path: string;
  readonly value: unknown;
  readonly ifMissing?: boolean | undefined;
}): Step {
  const path = parsePath(operation.path);
  const { value, ifMissing = false } = operation;
  return (payload) => {
    if (ifMissing && payload.data.at(path) !== undefined) return;
    payload.put(path, value);
  };
}
