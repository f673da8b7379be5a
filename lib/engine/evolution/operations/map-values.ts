import { JsonEditError } from "../json-draft";
import { parsePath } from "../path";
import type { Step } from "./payload";
import type { MapValuesOperation } from "./schemas";

/** `mapValues`: a value that is not listed is an error unless `otherwise` says what becomes of it. */
export function mapValuesStep({ path: at, values, otherwise = "fail" }: MapValuesOperation): Step {
  const path = parsePath(at);
  const known = new Map<unknown, unknown>(values.map(({ from, to }) => [from, to]));
  return (payload) => {
    const value = payload.data.at(path);
    if (known.has(value)) return payload.put(path, known.get(value));
    if (otherwise === "keep") return;
    if (otherwise !== "fail") return payload.put(path, otherwise.value);
    throw new JsonEditError(path, value === undefined ? "is missing." : "has a value that is not listed.");
  };
}
