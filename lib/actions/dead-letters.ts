"use server";
import { refresh } from "next/cache";
import type { DeadLetterOutcome } from "@/lib/api/dead-letters";
import { editAndRetryDeadLetter } from "@/lib/operations/edit-and-retry-dead-letter";
import { retryDeadLetters } from "@/lib/operations/retry-dead-letters";
import { skipDeadLetters } from "@/lib/operations/skip-dead-letters";
import { type ActionState, toActionState } from "./state";

/** `request` is what is to be retried, as JSON; the form adds the reason. */
export async function retryDeadLettersAction(_: ActionState, form: FormData): Promise<ActionState> {
  const request: object = JSON.parse(String(form.get("request")));
  return toOutcomeState(retryDeadLetters({ ...request, reason: form.get("reason") ?? undefined }));
}

export async function skipDeadLettersAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toOutcomeState(skipDeadLetters({ ids: String(form.get("ids")).split(" "), reason: form.get("reason") }));
}

export async function editAndRetryAction(_: ActionState, form: FormData): Promise<ActionState> {
  return toOutcomeState(editAndRetryDeadLetter(Object.fromEntries(form)));
}

// What failed again, or matched nothing, changed nothing: it is said until it is read.
async function toOutcomeState(operation: Promise<DeadLetterOutcome>): Promise<ActionState> {
  let changed = false;
  const state = await toActionState(operation, ({ applied, skipped, unfinished, failed, message }) => {
    changed = applied + skipped > 0 || (unfinished > 0 && failed === 0);
    return message;
  });
  refresh();
  return state.ok && !changed ? { ok: false, message: state.message } : state;
}
