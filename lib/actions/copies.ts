"use server";
import { refresh } from "next/cache";
import { copyRequestedMessage, requestCopy } from "@/lib/operations/request-copy";
import { type ActionState, toActionState } from "./state";

export async function requestCopyAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(requestCopy(Object.fromEntries(form)), copyRequestedMessage);
  refresh();
  return state;
}
