"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ActionState } from "@/lib/actions/state";
import { notify } from "./notify";

export type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

/** Runs a server action, says how it went, and draws the page anew; `busy` while it is on its way. */
export function useAction(action: Action): { run: (form: FormData) => Promise<ActionState>; busy: boolean } {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const run = async (form: FormData): Promise<ActionState> => {
    setBusy(true);
    const state = await attempt(action, form);
    setBusy(false);
    notify(state);
    if (state?.ok === true) router.refresh();
    return state;
  };
  return { run, busy };
}

async function attempt(action: Action, form: FormData): Promise<ActionState> {
  try {
    return await action(null, form);
  } catch {
    return {
      ok: false,
      message: "Foldline did not answer",
      details: "Whether anything was changed is not known. Reload to see.",
    };
  }
}
