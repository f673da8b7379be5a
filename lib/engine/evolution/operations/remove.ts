import { parsePath } from "../path";
import type { Step } from "./payload";

/** `remove`: an event without the field is left as it is. */
export function removeStep(operation: { readonly path: string }): Step {
  const path = parsePath(operation.path);
  return (payload) => payload.remove(path);
}
