import { hash } from "node:crypto";
import { isUuid } from "../uuid";

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

// The package `uuid` gives the same at two and a half times the cost, which an import of millions of events feels.
function uuidV5(namespace: Buffer, name: string): string {
  const hex = hash("sha1", Buffer.concat([namespace, Buffer.from(name)]), "hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
