"use server";
import { refresh } from "next/cache";
import { dropSnapshots, snapshotsDroppedMessage } from "@/lib/operations/drop-snapshots";
import { setSnapshotPolicy, snapshotPolicySetMessage } from "@/lib/operations/set-snapshot-policy";
import { type ActionState, toActionState } from "./state";

/** `every` is a number in digits, or a word. */
export async function setSnapshotPolicyAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { every, ...rest } = Object.fromEntries(form);
  const digits = /^\d+$/.test(String(every)) ? Number(every) : every;
  const state = await toActionState(setSnapshotPolicy({ ...rest, every: digits }), snapshotPolicySetMessage);
  refresh();
  return state;
}

/** An empty field narrows nothing. */
export async function dropSnapshotsAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { version, stale, ...rest } = Object.fromEntries([...form].filter(([, value]) => value !== ""));
  const which = {
    ...rest,
    ...(version === undefined ? {} : { version: Number(version) }),
    ...(stale === "true" ? { stale: true } : {}),
  };
  const state = await toActionState(dropSnapshots(which), snapshotsDroppedMessage);
  refresh();
  return state;
}
