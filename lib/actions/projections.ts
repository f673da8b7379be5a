"use server";
import { refresh } from "next/cache";
import { ignoredMessage, ignoreRecommendation } from "@/lib/operations/ignore-recommendation";
import { pausedMessage, pauseProjection } from "@/lib/operations/pause-projection";
import { restoredMessage, restoreRecommendation } from "@/lib/operations/restore-recommendation";
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

export async function ignoreRecommendationAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(ignoreRecommendation(Object.fromEntries(form)), ignoredMessage);
  refresh();
  return state;
}

export async function restoreRecommendationAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(restoreRecommendation(Object.fromEntries(form)), restoredMessage);
  refresh();
  return state;
}
