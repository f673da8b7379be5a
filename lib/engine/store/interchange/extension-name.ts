/** The extension that carries the members of our metadata that no CloudEvents attribute can hold, as JSON. */
export const METADATA_EXTENSION = "foldlinemetadata";

/** Attributes that become columns or known metadata. */
const TAKEN = new Set([
  ...["specversion", "id", "source", "subject", "type", "time", "data", "schemaversion"],
  ...["correlationid", "causationid", "actor", METADATA_EXTENSION],
]);

/** Whether an attribute is one of those that an event itself is made of. */
export function isTaken(name: string): boolean {
  return TAKEN.has(name);
}

/** Whether an attribute can be kept as an extension: CloudEvents takes names of lower-case letters and digits alone. */
export function isExtensionName(name: string): boolean {
  return /^[a-z0-9]+$/.test(name) && !TAKEN.has(name);
}
