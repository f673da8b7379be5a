"use server";
import { parseLossless } from "@/lib/engine";
import { appendCorrection } from "@/lib/operations/append-correction";
import { type ActionState, toActionState } from "./state";

/** `request` is the event and where it goes, as JSON; the form adds the reason. */
export async function appendCorrectionAction(_: ActionState, form: FormData): Promise<ActionState> {
  const request = parseLossless(String(form.get("request"))) as object;
  const operation = appendCorrection(String(form.get("streamId")), { ...request, reason: form.get("reason") });
  return toActionState(operation, ({ appended, version, streamId }) =>
    appended === 0
      ? `${streamId} holds this event already, as version ${version}: nothing was appended.`
      : `Appended as version ${version} of ${streamId}.`,
  );
}
