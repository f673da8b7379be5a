"use server";
import { refresh } from "next/cache";
import { discardConsoleDraft } from "@/lib/operations/discard-console-draft";
import { publishConsoleProjection, publishedMessage } from "@/lib/operations/publish-console-projection";
import { projectionRetiredMessage, retireConsoleProjection } from "@/lib/operations/retire-console-projection";
import { draftSavedMessage, saveConsoleDraft } from "@/lib/operations/save-console-draft";
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

/** The definition comes as JSON in a field of its own, beside its name and the reason. */
export async function publishConsoleProjectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { definition, isNew, updatedAt, ...rest } = Object.fromEntries(form);
  const input = {
    ...rest,
    isNew: isNew === "true",
    ...(typeof definition === "string"
      ? { definition: parsed(definition), updatedAt: updatedAt === "" ? null : updatedAt }
      : {}),
  };
  const state = await toActionState(publishConsoleProjection(input), publishedMessage);
  refresh();
  return state;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
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
