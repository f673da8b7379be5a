"use server";
import { refresh } from "next/cache";
import { bisectionRequestedMessage, requestBisection } from "@/lib/operations/request-bisection";
import { type ActionState, toActionState } from "./state";

/** An empty `reducer` means the category's first. */
export async function requestBisectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { reducer, ...rest } = Object.fromEntries(form);
  const asked = { ...rest, ...(reducer === "" || reducer === undefined ? {} : { reducer }) };
  const state = await toActionState(requestBisection(asked), bisectionRequestedMessage);
  refresh();
  return state;
}
