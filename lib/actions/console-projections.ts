"use server";
import { refresh } from "next/cache";
import { discardConsoleDraft } from "@/lib/operations/discard-console-draft";
import { publishConsoleProjection, publishedMessage } from "@/lib/operations/publish-console-projection";
import { projectionRetiredMessage, retireConsoleProjection } from "@/lib/operations/retire-console-projection";
import { draftSavedMessage, saveConsoleDraft } from "@/lib/operations/save-console-draft";
import { type ActionState, toActionState } from "./state";

export async function saveConsoleDraftAction(input: unknown): Promise<NonNullable<ActionState>> {
  const state = await toActionState(saveConsoleDraft(input), draftSavedMessage);
  refresh();
  return state;
}

/** Also says whether a rebuild is what comes next. */
export async function publishConsoleProjectionAction(
  input: unknown,
): Promise<NonNullable<ActionState> & { needsRebuild?: boolean }> {
  const publishing = publishConsoleProjection(input);
  const state = await toActionState(publishing, publishedMessage);
  if (!state.ok) return state;
  refresh();
  return { ...state, needsRebuild: (await publishing).needsRebuild };
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
