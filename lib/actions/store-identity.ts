"use server";
import { refresh } from "next/cache";
import { setStoreIdentity } from "@/lib/operations/set-store-identity";
import { type ActionState, toActionState } from "./state";

export async function setStoreIdentityAction(_: ActionState, form: FormData): Promise<ActionState> {
  const state = await toActionState(setStoreIdentity(Object.fromEntries(form)), ({ name, environment, changed }) =>
    changed ? `The store is called ${[name, environment].filter(Boolean).join(", ")} now.` : "Nothing changed.",
  );
  refresh();
  return state;
}
