import { isUuid, uuidV5 } from "../uuid";

/** The source that exported events carry when they were not imported from elsewhere. */
export const OWN_SOURCE = "foldline";

// The root of all ids made from a source and an id; it must never change.
const NAMESPACE = Buffer.from("8f1d5f5e4f0a5d0e9f572c6a3b0d7e11", "hex");

let lastSource: { readonly name: string; readonly namespace: Buffer } | undefined;

/** The event id of an imported event: its own when it is a UUID, else a UUIDv5 of its source and id. */
export function eventIdOf(source: string, id: string): string {
  if (isUuid(id)) return id.toLowerCase();
  if (lastSource?.name !== source) {
    lastSource = { name: source, namespace: Buffer.from(uuidV5(NAMESPACE, source).replaceAll("-", ""), "hex") };
  }
  return uuidV5(lastSource.namespace, id);
}
