"use client";
import { notifications } from "@mantine/notifications";
import type { ActionState } from "@/lib/actions/state";

/** Says what an action changed, or why it did not; what failed stays until it is read. */
export function notify(state: ActionState): void {
  if (state === null) return;
  notifications.show(
    state.ok
      ? { message: state.message, color: "success", autoClose: 6000 }
      : { title: state.message, message: state.details ?? "Nothing was changed.", color: "danger", autoClose: false },
  );
}
