"use server";
import { refresh } from "next/cache";
import { parseLossless } from "@/lib/engine";
import { discardReducerDraft, reducerDiscardedMessage } from "@/lib/operations/discard-reducer-draft";
import { publishReducer, reducerPublishedMessage } from "@/lib/operations/publish-reducer";
import { reducerRetiredMessage, retireReducer } from "@/lib/operations/retire-reducer";
import { reducerSavedMessage, saveReducerDraft } from "@/lib/operations/save-reducer-draft";
import { parsedOrNull, publicationOf } from "./publication-form";
import { type ActionState, toActionState } from "./state";

export interface SaveReducer {
  /** As JSON text, numbers digit for digit. */
  readonly definition: string;
  readonly updatedAt: string | null;
  readonly isNew: boolean;
}

type Failed = Extract<ActionState, { readonly ok: false }>;

/** Says when the draft was saved, which the next save has to name. */
export async function saveReducerDraftAction({
  definition,
  ...rest
}: SaveReducer): Promise<{ ok: true; message: string; updatedAt: string } | Failed> {
  const saved = saveReducerDraft({ ...rest, definition: parsedOrNull(definition, parseLossless) });
  const state = await toActionState(saved, reducerSavedMessage);
  refresh();
  return state.ok ? { ...state, updatedAt: (await saved).updatedAt } : state;
}

export async function publishReducerAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(publishReducer(publicationOf(form, parseLossless)), reducerPublishedMessage);
  refresh();
  return state;
}

export async function discardReducerDraftAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toActionState(discardReducerDraft(Object.fromEntries(form)), reducerDiscardedMessage);
}

export async function retireReducerAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toActionState(retireReducer(Object.fromEntries(form)), reducerRetiredMessage);
}
