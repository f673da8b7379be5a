"use server";
import { refresh } from "next/cache";
import { cancelledMessage, cancelRebuild } from "@/lib/operations/cancel-rebuild";
import { pausedMessage, pauseProjection } from "@/lib/operations/pause-projection";
import { promotedMessage, promoteRebuild } from "@/lib/operations/promote-rebuild";
import { requestRebuild } from "@/lib/operations/request-rebuild";
import { resumedMessage, resumeProjection } from "@/lib/operations/resume-projection";
import { type ActionState, toActionState } from "./state";

export async function requestRebuildAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { promoteWhenClean, ...rest } = Object.fromEntries(form);
  const state = await toActionState(
    requestRebuild({ ...rest, promotion: promoteWhenClean === "on" ? "when-clean" : "manual" }),
    ({ projection, version }) => `Rebuild of ${projection} as v${version} requested.`,
  );
  refresh();
  return state;
}

export async function promoteRebuildAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(promoteRebuild(Object.fromEntries(form)), promotedMessage);
  refresh();
  return state;
}

export async function cancelRebuildAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(cancelRebuild(Object.fromEntries(form)), cancelledMessage);
  refresh();
  return state;
}

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
