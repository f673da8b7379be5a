"use server";
import { refresh } from "next/cache";
import { cancelledMessage, cancelRebuild } from "@/lib/operations/cancel-rebuild";
import { changeRebuild, rebuildChangedMessage } from "@/lib/operations/change-rebuild";
import { droppedVersionMessage, dropRetiredVersion } from "@/lib/operations/drop-retired-version";
import { pauseRebuild, rebuildPausedMessage } from "@/lib/operations/pause-rebuild";
import { promotedMessage, promoteRebuild } from "@/lib/operations/promote-rebuild";
import { requestedMessage, requestRebuild } from "@/lib/operations/request-rebuild";
import { rebuildResumedMessage, resumeRebuild } from "@/lib/operations/resume-rebuild";
import { rollBackProjection, rolledBackMessage } from "@/lib/operations/roll-back-projection";
import { verifyingAgainMessage, verifyRebuildAgain } from "@/lib/operations/verify-rebuild-again";
import { type ActionState, toActionState } from "./state";

export async function requestRebuildAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { promoteWhenClean, throttle, ...rest } = Object.fromEntries(form);
  const promotion = promoteWhenClean === "on" ? "when-clean" : "manual";
  const request = { ...rest, promotion, throttle: throttleOf(throttle) };
  const state = await toActionState(requestRebuild(request), requestedMessage);
  refresh();
  return state;
}

export async function changeRebuildAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { throttle, ...rest } = Object.fromEntries(form);
  const change = throttle === undefined ? rest : { ...rest, throttle: throttleOf(throttle) };
  const state = await toActionState(changeRebuild(change), rebuildChangedMessage);
  refresh();
  return state;
}

export async function pauseRebuildAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(pauseRebuild(Object.fromEntries(form)), rebuildPausedMessage);
  refresh();
  return state;
}

export async function resumeRebuildAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(resumeRebuild(Object.fromEntries(form)), rebuildResumedMessage);
  refresh();
  return state;
}

export async function verifyRebuildAgainAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(verifyRebuildAgain(Object.fromEntries(form)), verifyingAgainMessage);
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

export async function rollBackAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { frozen, ...rest } = Object.fromEntries(form);
  const state = await toActionState(rollBackProjection({ ...rest, frozen: frozen === "true" }), rolledBackMessage);
  refresh();
  return state;
}

export async function dropRetiredVersionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(dropRetiredVersion(Object.fromEntries(form)), droppedVersionMessage);
  refresh();
  return state;
}

/** An empty field is no limit. */
function throttleOf(field: FormDataEntryValue | undefined): number | null {
  return field === undefined || field === "" ? null : Number(field);
}
