"use server";
import { refresh } from "next/cache";
import { pausedMessage, pauseProjection } from "@/lib/operations/pause-projection";
import { resumedMessage, resumeProjection } from "@/lib/operations/resume-projection";
import { type ActionState, toActionState } from "./state";

export async function pauseProjectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(pauseProjection(Object.fromEntries(form)), pausedMessage);
  refresh();
  return state;
}

export async function resumeProjectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(resumeProjection(Object.fromEntries(form)), resumedMessage);
  refresh();
  return state;
}
