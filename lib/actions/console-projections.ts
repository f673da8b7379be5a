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

/** The definition comes as JSON in a field of its own, beside its name and the reason. */
export async function publishConsoleProjectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { definition, isNew, ...rest } = Object.fromEntries(form);
  const input = {
    ...rest,
    isNew: isNew === "true",
    ...(typeof definition === "string" ? { definition: parsed(definition) } : {}),
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
