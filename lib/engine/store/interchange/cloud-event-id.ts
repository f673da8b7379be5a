import { v5 } from "uuid";
import { isUuid } from "../uuid";

/** The source that exported events carry when they were not imported from elsewhere. */
export const OWN_SOURCE = "foldline";

// The root of all ids made from a source and an id; it must never change.
const NAMESPACE = "8f1d5f5e-4f0a-5d0e-9f57-2c6a3b0d7e11";

let lastSource: { readonly name: string; readonly namespace: string } | undefined;

/** The event id of an imported event: its own when it is a UUID, else a UUIDv5 of its source and id. */
export function eventIdOf(source: string, id: string): string {
  if (isUuid(id)) return id.toLowerCase();
  if (lastSource?.name !== source) lastSource = { name: source, namespace: v5(source, NAMESPACE) };
  return v5(id, lastSource.namespace);
}
