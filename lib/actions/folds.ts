"use server";
import { refresh } from "next/cache";
import { dropFold, foldDroppedMessage } from "@/lib/operations/drop-fold";
import { foldRequestedMessage, requestFold } from "@/lib/operations/request-fold";
import { type ActionState, toActionState } from "./state";

/** Empty fields say nothing: a form has all of them. */
export async function requestFoldAction(_: ActionState, form: FormData): Promise<ActionState> {
  const given = Object.fromEntries([...form].filter(([, value]) => value !== ""));
  const state = await toActionState(requestFold(given), foldRequestedMessage);
  refresh();
  return state;
}

export async function dropFoldAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(dropFold(Object.fromEntries(form)), foldDroppedMessage);
  refresh();
  return state;
}
