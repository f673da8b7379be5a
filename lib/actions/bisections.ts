"use server";
import { refresh } from "next/cache";
import { bisectionRequestedMessage, requestBisection } from "@/lib/operations/request-bisection";
import { type ActionState, toActionState } from "./state";

/** An empty `reducer` means the category's first. */
export async function requestBisectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { reducer, ...rest } = Object.fromEntries(form);
  const asked = { ...rest, ...(reducer === "" || reducer === undefined ? {} : { reducer }) };
  let href: string | undefined;
  const state = await toActionState(requestBisection(asked), (requested) => {
    href = `/find-when/${requested.id}`;
    return bisectionRequestedMessage(requested);
  });
  refresh();
  return state.ok && href !== undefined ? { ...state, href } : state;
}
