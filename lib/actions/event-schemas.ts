"use server";
import { refresh } from "next/cache";
import { formatCounted } from "@/lib/format/number";
import { discardEventSchemaDraft } from "@/lib/operations/discard-event-schema-draft";
import { inferEventSchemaDraft } from "@/lib/operations/infer-event-schema-draft";
import { publishEventSchema, publishedSchemaMessage } from "@/lib/operations/publish-event-schema";
import { saveEventSchemaDraft } from "@/lib/operations/save-event-schema-draft";
import { refusesMessage, setEventSchemaRefuses } from "@/lib/operations/set-event-schema-refuses";
import { withdrawEventSchema, withdrawnMessage } from "@/lib/operations/withdraw-event-schema";
import { type ActionState, toActionState } from "./state";

/** `updatedAt` is when the draft was saved that was changed; empty: there was none. */
export async function saveEventSchemaDraftAction(_: ActionState, form: FormData): Promise<ActionState> {
  const { updatedAt, ...rest } = Object.fromEntries(form);
  const saving = saveEventSchemaDraft({ ...rest, updatedAt: updatedAt === "" ? null : updatedAt });
  return refreshed(toActionState(saving, "Draft saved. Nothing is checked against it yet."));
}

export async function inferEventSchemaDraftAction(_: ActionState, form: FormData): Promise<ActionState> {
  const inferring = inferEventSchemaDraft(Object.fromEntries(form));
  return refreshed(toActionState(inferring, ({ events }) => `Draft inferred from ${formatCounted(events, "event")}.`));
}

export async function discardEventSchemaDraftAction(_: ActionState, form: FormData): Promise<ActionState> {
  return refreshed(toActionState(discardEventSchemaDraft(Object.fromEntries(form)), "Draft discarded."));
}

export async function publishEventSchemaAction(_: ActionState, form: FormData): Promise<ActionState> {
  return refreshed(toActionState(publishEventSchema(Object.fromEntries(form)), publishedSchemaMessage));
}

export async function withdrawEventSchemaAction(_: ActionState, form: FormData): Promise<ActionState> {
  return refreshed(toActionState(withdrawEventSchema(Object.fromEntries(form)), withdrawnMessage));
}

export async function setEventSchemaRefusesAction(_: ActionState, form: FormData): Promise<ActionState> {
  return refreshed(toActionState(setEventSchemaRefuses(Object.fromEntries(form)), refusesMessage));
}

async function refreshed(state: Promise<NonNullable<ActionState>>): Promise<ActionState> {
  const result = await state;
  refresh();
  return result;
}
