import { JsonEditError } from "../json-draft";
import { parsePath } from "../path";
import type { Step } from "./payload";

/** `rename` and `move`: never overwrites, and a field that changes only its name stays where it is among the others. */
export function moveStep(operation: {
  readonly from: string;
  readonly to: string;
  readonly ifPresent?: boolean | undefined;
}): Step {
  const from = parsePath(operation.from);
  const to = parsePath(operation.to);
  const inPlace = from.length === to.length && from.slice(0, -1).every((name, index) => name === to[index]);
  if (inPlace && from.at(-1) === to.at(-1)) return () => undefined;
  return (payload) => {
    if (payload.data.at(from) === undefined) {
      if (operation.ifPresent === true) return;
      throw new JsonEditError(from, "is missing.");
    }
    if (payload.data.at(to) !== undefined)
      throw new JsonEditError(to, "is there already; a rename does not overwrite it.");
    payload.move(from, to, inPlace);
  };
}
