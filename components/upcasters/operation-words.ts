import type { ConvertTarget, OperationKind } from "./operation-form";

/** What the kinds are called: in a row, and in the menu that adds one. */
export const KIND_WORDS: Readonly<Record<OperationKind, { readonly name: string; readonly says: string }>> = {
  rename: { name: "Rename", says: "Rename a field" },
  move: { name: "Move", says: "Move a field to another place" },
  remove: { name: "Remove", says: "Remove a field" },
  set: { name: "Set", says: "Set a field to a value" },
  convert: { name: "Convert", says: "Convert to another kind of value" },
  mapValues: { name: "Map values", says: "Map values to others" },
  compute: { name: "Compute", says: "Compute a field with CEL" },
  renameType: { name: "Rename type", says: "Rename the event type" },
  split: { name: "Split", says: "Split into several events" },
  drop: { name: "Drop", says: "Drop events" },
};

export const TARGET_WORDS: Readonly<Record<ConvertTarget, string>> = {
  integer: "a whole number",
  number: "a number",
  text: "text",
  boolean: "a truth value",
  instant: "an instant, ISO 8601",
};
