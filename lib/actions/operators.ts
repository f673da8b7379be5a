"use server";
import { refresh } from "next/cache";
import { changeMyPassword } from "@/lib/operations/change-my-password";
import { changeOperatorRole } from "@/lib/operations/change-operator-role";
import { createOperator } from "@/lib/operations/create-operator";
import { resetOperatorPassword } from "@/lib/operations/reset-operator-password";
import { setOperatorDisabled } from "@/lib/operations/set-operator-disabled";
import type { SecretState } from "./secret-state";
import { type ActionState, toActionState } from "./state";

export async function createOperatorAction(_: ActionState, form: FormData): Promise<SecretState> {
  const made = createOperator(Object.fromEntries(form));
  const state = await toActionState(made, ({ email }) => `${email} can sign in now.`);
  refresh();
  return state.ok ? { ...state, secret: (await made).password } : state;
}

export async function resetOperatorPasswordAction(_: ActionState, form: FormData): Promise<SecretState> {
  const made = resetOperatorPassword(Object.fromEntries(form));
  const state = await toActionState(made, ({ email }) => `${email} has a new password; their sessions have ended.`);
  return state.ok ? { ...state, secret: (await made).password } : state;
}

export async function changeOperatorRoleAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(changeOperatorRole(Object.fromEntries(form)), ({ email, role, changed }) =>
    changed ? `${email} is ${role} from the next request on.` : `${email} was ${role} already; nothing changed.`,
  );
  refresh();
  return state;
}

export async function setOperatorDisabledAction(_: ActionState, form: FormData): Promise<ActionState> {
  const input = { operatorId: form.get("operatorId"), disabled: form.get("disabled") === "true" };
  const state = await toActionState(setOperatorDisabled(input), ({ email, disabled, changed }) => {
    if (!changed) return `Nothing changed: ${email} was so already.`;
    return disabled ? `${email} is disabled; their sessions and tokens have ended.` : `${email} can sign in again.`;
  });
  refresh();
  return state;
}

export async function changeMyPasswordAction(_: ActionState, form: FormData): Promise<ActionState> {
  if (form.get("wanted") !== form.get("repeated")) return { ok: false, message: "The new passwords are not the same." };
  const input = { current: form.get("current"), wanted: form.get("wanted") };
  return toActionState(changeMyPassword(input), "The password was changed. Sign in with the new one.");
}
