import { setImmediate as nextTurn } from "node:timers/promises";

/** For so long a loop may have the process to itself. */
const BREATH_MS = 15;

/**
 * For a loop that may be long: leaves the process to others for a moment when it has had it for a while. What is returned
 * is to be awaited where it is something; a turn of the event loop for each of many small steps would cost more than they.
 */
export function breathing(): () => Promise<void> | undefined {
  let since = performance.now();
  const breathe = async () => {
    await nextTurn();
    since = performance.now();
  };
  return () => (performance.now() - since > BREATH_MS ? breathe() : undefined);
}
