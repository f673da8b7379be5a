"use client";
import { notifications } from "@mantine/notifications";
import { startTransition, useActionState } from "react";
import type { ActionState } from "@/lib/actions/state";

export type Action = (previous: ActionState, form: FormData) => Promise<ActionState>;

/**
 * An action for a form, which says how it went in a notification; a failure stays until it is read. What it returns runs
 * the action, as a form's `action` or from anywhere else; `onDone` hears of failures too.
 */
export function useAction(action: Action, onDone?: (state: NonNullable<ActionState>) => void) {
  const [state, dispatch, pending] = useActionState<ActionState, FormData>(async (previous, form) => {
    const result = await attempt(() => action(previous, form));
    if (result !== null) {
      announce(result);
      onDone?.(result);
    }
    return result;
  }, null);
  const run = (form: FormData) => startTransition(() => dispatch(form));
  return [state, run, pending] as const;
}

/** Says what an action did, or why it did nothing. */
export function announce(state: NonNullable<ActionState>): void {
  notifications.show({
    message: state.message,
    color: state.ok ? "success" : "danger",
    autoClose: state.ok ? 8_000 : false,
    withBorder: true,
  });
}

type Failure = Extract<ActionState, { readonly ok: false }>;

/** Runs an action; that nobody answered is a failure like others, so that what was typed stays. */
export async function attempt<State extends ActionState>(run: () => Promise<State>): Promise<State | Failure> {
  try {
    return await run();
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return { ok: false, message: "Foldline did not answer. Whether anything was changed is not known: reload to see." };
  }
}

/** What `fetch` throws when there is no connection; an error of the server's reaches the browser as another one. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
}
