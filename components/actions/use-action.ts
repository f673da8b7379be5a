"use client";
import { notifications } from "@mantine/notifications";
import { useActionState } from "react";
import type { ActionState } from "@/lib/actions/state";

type Action = (previous: ActionState, form: FormData) => Promise<ActionState>;

/** An action for a form, which says how it went in a notification; a failure stays until it is read. */
export function useAction(action: Action, onDone?: (state: NonNullable<ActionState>) => void) {
  return useActionState<ActionState, FormData>(async (previous, form) => {
    const state = await action(previous, form);
    if (state !== null) {
      announce(state);
      onDone?.(state);
    }
    return state;
  }, null);
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
