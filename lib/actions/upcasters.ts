"use server";
import { refresh } from "next/cache";
import { activatedMessage, activateUpcaster } from "@/lib/operations/activate-upcaster";
import { discardUpcasterDraft } from "@/lib/operations/discard-upcaster-draft";
import { restoredMessage, restoreUpcasterSet } from "@/lib/operations/restore-upcaster-set";
import { retiredMessage, retireUpcaster } from "@/lib/operations/retire-upcaster";
import { saveUpcasterDraft } from "@/lib/operations/save-upcaster-draft";
import { type ActionState, toActionState } from "./state";

/** Also says which draft was saved, so that the editor of a new one can go to its page. */
export async function saveUpcasterDraftAction(input: unknown): Promise<NonNullable<ActionState> & { id?: string }> {
  const saving = saveUpcasterDraft(input);
  const state = await toActionState(saving, "Draft saved. No event is read through it yet.");
  if (!state.ok) return state;
  refresh();
  return { ...state, id: (await saving).id };
}

export async function discardUpcasterDraftAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toActionState(discardUpcasterDraft(Object.fromEntries(form)), ({ title }) => `Draft "${title}" discarded.`);
}

export async function activateUpcasterAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(activateUpcaster(Object.fromEntries(form)), activatedMessage);
  refresh();
  return state;
}

export async function restoreUpcasterSetAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(restoreUpcasterSet(Object.fromEntries(form)), restoredMessage);
  refresh();
  return state;
}

export async function retireUpcasterAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(retireUpcaster(Object.fromEntries(form)), retiredMessage);
  refresh();
  return state;
}
