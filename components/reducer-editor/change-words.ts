import type { ChangeOp } from "./reducer-form";

/** What a kind of change does, as the form names it. */
export const CHANGE_WORDS: Readonly<Record<ChangeOp, { readonly name: string; readonly says: string }>> = {
  set: { name: "Set", says: "a field to what an expression says" },
  remove: { name: "Remove", says: "a field" },
  add: { name: "Add to list", says: "an item, at the end" },
  change: { name: "Change items", says: "of a list, found by a member" },
  take: { name: "Take out items", says: "of a list, found by a member" },
};

export const CHANGE_OPS = Object.keys(CHANGE_WORDS) as readonly ChangeOp[];
