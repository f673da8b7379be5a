/** The extension attribute that says of an event that values in it are pseudonyms. */
export const MASKED_EXTENSION = "foldlinemasked";

/** Whether a CloudEvent says so; a program may write the word instead of the value. */
export function isMasked(attributes: Readonly<Record<string, unknown>>): boolean {
  const value = attributes[MASKED_EXTENSION];
  return value !== undefined && value !== null && value !== false && value !== "false";
}
