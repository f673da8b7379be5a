"use server";
import { refresh } from "next/cache";
import { discardConsoleDraft } from "@/lib/operations/discard-console-draft";
import { publishConsoleProjection, publishedMessage } from "@/lib/operations/publish-console-projection";
import { projectionRetiredMessage, retireConsoleProjection } from "@/lib/operations/retire-console-projection";
import { draftSavedMessage, saveConsoleDraft } from "@/lib/operations/save-console-draft";
import { publicationOf } from "./publication-form";
import { type ActionState, toActionState } from "./state";

type Failed = Extract<ActionState, { readonly ok: false }>;

/** Says when the draft was saved, which the next save has to name. */
export async function saveConsoleDraftAction(
  input: unknown,
): Promise<{ ok: true; message: string; updatedAt: string } | Failed> {
  const saved = saveConsoleDraft(input);
  const state = await toActionState(saved, draftSavedMessage);
  refresh();
  return state.ok ? { ...state, updatedAt: (await saved).updatedAt } : state;
}

export async function publishConsoleProjectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(publishConsoleProjection(publicationOf(form, JSON.parse)), publishedMessage);
  refresh();
  return state;
}

export async function discardConsoleDraftAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toActionState(
    discardConsoleDraft(Object.fromEntries(form)),
    ({ name, version }) => `Draft of ${name}, definition ${version}, discarded.`,
  );
}

export async function retireConsoleProjectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toActionState(retireConsoleProjection(Object.fromEntries(form)), projectionRetiredMessage);
}
