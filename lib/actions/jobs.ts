"use server";
import { refresh } from "next/cache";
import { cancelJob, jobCancelledMessage } from "@/lib/operations/cancel-job";
import { jobPausedMessage, pauseJob } from "@/lib/operations/pause-job";
import { requestVerification, verificationRequestedMessage } from "@/lib/operations/request-verification";
import { jobResumedMessage, resumeJob } from "@/lib/operations/resume-job";
import { type ActionState, toActionState } from "./state";

/** An empty `sample` means every event. */
export async function requestVerificationAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { sample, ...rest } = Object.fromEntries(form);
  const size = sample === undefined || sample === "" ? null : Number(sample);
  const state = await toActionState(requestVerification({ ...rest, sample: size }), verificationRequestedMessage);
  refresh();
  return state;
}

export async function pauseJobAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(pauseJob(Object.fromEntries(form)), jobPausedMessage);
  refresh();
  return state;
}

export async function resumeJobAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(resumeJob(Object.fromEntries(form)), jobResumedMessage);
  refresh();
  return state;
}

export async function cancelJobAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(cancelJob(Object.fromEntries(form)), jobCancelledMessage);
  refresh();
  return state;
}
