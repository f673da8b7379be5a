"use server";
import { refresh } from "next/cache";
import { parseLossless } from "@/lib/engine";
import { discardReducerDraft, reducerDiscardedMessage } from "@/lib/operations/discard-reducer-draft";
import { publishReducer, reducerPublishedMessage } from "@/lib/operations/publish-reducer";
import { reducerRetiredMessage, retireReducer } from "@/lib/operations/retire-reducer";
import { reducerSavedMessage, saveReducerDraft } from "@/lib/operations/save-reducer-draft";
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
  const saved = saveReducerDraft({ ...rest, definition: parsed(definition) });
  const state = await toActionState(saved, reducerSavedMessage);
  refresh();
  return state.ok ? { ...state, updatedAt: (await saved).updatedAt } : state;
}

export async function publishReducerAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { definition, isNew, updatedAt, ...rest } = Object.fromEntries(form);
  const input = {
    ...rest,
    isNew: isNew === "true",
    ...(typeof definition === "string"
      ? { definition: parsed(definition), updatedAt: updatedAt === "" ? null : updatedAt }
      : {}),
  };
  const state = await toActionState(publishReducer(input), reducerPublishedMessage);
  refresh();
  return state;
}

function parsed(json: string): unknown {
  try {
    return parseLossless(json);
  } catch {
    return null;
  }
}

export async function discardReducerDraftAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toActionState(discardReducerDraft(Object.fromEntries(form)), reducerDiscardedMessage);
}

export async function retireReducerAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toActionState(retireReducer(Object.fromEntries(form)), reducerRetiredMessage);
}
