"use server";
import { refresh } from "next/cache";
import { createApiToken } from "@/lib/operations/create-api-token";
import { revokeApiToken } from "@/lib/operations/revoke-api-token";
import type { SecretState } from "./secret-state";
import { type ActionState, toActionState } from "./state";

const DAY_MS = 86_400_000;

export async function createApiTokenAction(_: ActionState, form: FormData): Promise<SecretState> {
  const days = form.get("days");
  const expiresAt = days === "never" ? null : new Date(Date.now() + Number(days) * DAY_MS);
  const made = createApiToken({ name: form.get("name"), role: form.get("role"), expiresAt });
  const state = await toActionState(made, ({ name }) => `Token "${name}" was made.`);
  refresh();
  return state.ok ? { ...state, secret: (await made).token } : state;
}

export async function revokeApiTokenAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(revokeApiToken(Object.fromEntries(form)), ({ name, changed }) =>
    changed ? `Token "${name}" works no longer.` : `Token "${name}" was revoked already; nothing changed.`,
  );
  refresh();
  return state;
}
